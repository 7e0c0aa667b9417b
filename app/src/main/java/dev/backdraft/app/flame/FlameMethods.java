package dev.backdraft.app.flame;

import dev.backdraft.analysis.query.TopMethods;
import dev.backdraft.app.palette.Choice;
import dev.backdraft.app.palette.PaletteModel;
import dev.backdraft.app.selection.Look;
import dev.backdraft.app.selection.Show;
import dev.backdraft.app.selection.TypedRange;
import dev.backdraft.viewers.scale.Format;
import dev.backdraft.viewers.scale.TimeAxis;
import dev.backdraft.viewers.timeline.StripData;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the palette finds in the flame view: methods to go to, and ranges of time. */
public final class FlameMethods {
  private static final int MILLIS = 3;

  private final FlamePane pane;
  private final Runnable reveal;
  private final ZoneId zone;

  public FlameMethods(FlamePane pane, Runnable reveal, ZoneId zone) {
    this.pane = pane;
    this.reveal = reveal;
    this.zone = zone;
  }

  /** The methods of what is shown now; added up when they are first asked for. */
  public PaletteModel.Methods methods() {
    return new Shown(pane.model().active().get().answer().get());
  }

  /** The range that was typed, as something to choose. */
  public List<Choice> times(String typed) {
    SideModel side = pane.model().active().get();
    StripData strip = side.strip().get();
    if (strip == null) {
      return List.of();
    }
    return TypedRange.parse(typed, strip.range(), zone)
        .map(range ->
            new Choice(
                "Select "
                    + TimeAxis.clock(range.fromNanos(), zone, MILLIS)
                    + " – "
                    + TimeAxis.clock(range.toNanos(), zone, MILLIS),
                Format.duration((double) range.nanos()),
                "Enter",
                true,
                () -> {
                  reveal.run();
                  side.change("Time range", look -> look.withTime(range));
                }))
        .stream()
        .toList();
  }

  private final class Shown implements PaletteModel.Methods {
    private final @Nullable Answer answer;
    private @Nullable TopMethods top;

    Shown(@Nullable Answer answer) {
      this.answer = answer;
    }

    private synchronized @Nullable TopMethods top() {
      Answer of = answer;
      if (top == null && of != null) {
        top = TopMethods.of(of.tree());
      }
      return top;
    }

    @Override
    public int size() {
      TopMethods rows = top();
      return rows == null ? 0 : rows.size();
    }

    @Override
    public String name(int row) {
      TopMethods rows = top();
      return rows == null ? "" : rows.text(row);
    }

    @Override
    public Choice choice(int row) {
      TopMethods rows = top();
      String name = name(row);
      String share =
          rows == null
              ? ""
              : Format.percent((double) rows.total(row) / Math.max(1, rows.all())) + " total";
      return new Choice(name, share, "", true, () -> go(name));
    }

    private void go(String name) {
      reveal.run();
      SideModel side = pane.model().active().get();
      Look look = side.look().get();
      if (look != null && look.show() == Show.SANDWICH) {
        pane.actions().sandwich(side, name);
      } else {
        pane.activeSide().goTo(name);
        pane.activeSide().focus();
      }
    }
  }
}
