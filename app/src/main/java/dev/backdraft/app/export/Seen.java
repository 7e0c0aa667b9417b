package dev.backdraft.app.export;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Collapsed;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.viewers.export.Caption;
import dev.backdraft.viewers.export.FlameHtml;
import dev.backdraft.viewers.export.FlamePng;
import dev.backdraft.viewers.export.FlameSvg;
import dev.backdraft.viewers.export.Picture;
import dev.backdraft.viewers.export.PictureSize;
import dev.backdraft.viewers.export.Pprof;
import dev.backdraft.viewers.export.Speedscope;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees at the moment of an export.
 *
 * @param tree what was added up
 * @param caption what stands above pictures
 * @param size the part that is zoomed to, as large as on the screen
 * @param theme the colours
 * @param colours what the colours mean
 * @param search what is lit up, or null
 */
public record Seen(
    CallTree tree,
    Caption caption,
    PictureSize size,
    Theme theme,
    ColourMode colours,
    @Nullable NamePattern search) {

  void write(Form form, OutputStream out) throws IOException {
    switch (form) {
      case SVG -> FlameSvg.write(picture(), out);
      case PNG -> FlamePng.write(picture(), out);
      case HTML -> FlameHtml.write(tree, caption, out);
      case COLLAPSED -> Collapsed.write(tree, out);
      case PPROF -> Pprof.write(tree, out);
      case SPEEDSCOPE -> Speedscope.write(tree, caption, out);
    }
  }

  private Picture picture() {
    return Picture.of(tree, caption, size, theme, colours, found());
  }

  private @Nullable Search found() {
    return search == null ? null : Search.of(tree, search);
  }
}
