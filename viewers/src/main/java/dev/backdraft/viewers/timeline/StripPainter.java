package dev.backdraft.viewers.timeline;

import dev.backdraft.analysis.query.TimeBuckets;
import dev.backdraft.analysis.query.Vitals;
import dev.backdraft.viewers.layout.SeriesPath;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.TimeAxis;
import java.time.ZoneId;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Draws a strip: samples as an area, load and heap as lines, pauses as ticks that grow from the
 * bottom, and the clock below. A few thousand calls, made when the data or the zoom change.
 */
final class StripPainter {
  static final double AXIS_HEIGHT = 18;

  /** The words of the selected range stand above what is drawn. */
  private static final double TOP = 20;

  private static final double LEAST_TICK_GAP = 110;

  /** A digit of the clock is no wider; a mark that would be cut at the edge is left out. */
  private static final double LETTER = 7;

  private static final double LONGEST_PAUSE_SHARE = 0.4;

  private final GraphicsContext pen;
  private final Theme theme;
  private final TimeAxis axis;
  private final double height;

  StripPainter(GraphicsContext pen, Theme theme, TimeAxis axis, double height) {
    this.pen = pen;
    this.theme = theme;
    this.axis = axis;
    this.height = Math.max(1, height - AXIS_HEIGHT);
  }

  static Color colour(int argb, double opacity) {
    return Color.rgb((argb >> 16) & 0xff, (argb >> 8) & 0xff, argb & 0xff, opacity);
  }

  void paint(StripData data, ZoneId zone) {
    pen.setFill(colour(theme.background(), 1));
    pen.fillRect(0, 0, axis.widthPx(), height + AXIS_HEIGHT);
    TimeBuckets density = data.density();
    if (density != null && density.max() > 0) {
      area(density);
    }
    Vitals vitals = data.vitals();
    if (!vitals.heapAfterGc().isEmpty()) {
      line(vitals.heapAfterGc(), vitals.heapAfterGc().max() * 1.05, theme.good());
    }
    if (!vitals.cpu().isEmpty()) {
      line(vitals.cpu(), 1, theme.dark() ? 0xffe8642b : 0xffd9541e);
    }
    pauses(vitals.pauses());
    clock(zone);
  }

  private void area(TimeBuckets density) {
    double max = density.max();
    double room = height - TOP;
    pen.setFill(colour(theme.accent(), theme.dark() ? 0.42 : 0.34));
    pen.beginPath();
    pen.moveTo(axis.x(density.fromNanos()), height);
    for (int bucket = 0; bucket < density.size(); bucket++) {
      double middle =
          (axis.x(density.startNanos(bucket)) + axis.x(density.startNanos(bucket + 1))) / 2;
      pen.lineTo(middle, height - density.weight()[bucket] / max * room);
    }
    pen.lineTo(axis.x(density.toNanos()), height);
    pen.closePath();
    pen.fill();
  }

  private void line(Vitals.Series series, double max, int argb) {
    double room = height - TOP;
    SeriesPath path =
        SeriesPath.of(series.timeNanos(), series.value(), axis, Math.max(max, 1e-9), room);
    pen.setStroke(colour(argb, 1));
    pen.setLineWidth(1.5);
    pen.beginPath();
    for (int i = 0; i < path.size(); i++) {
      double x = path.xPx()[i];
      double y = TOP + path.yPx()[i];
      if (i == 0) {
        pen.moveTo(x, y);
      } else {
        pen.lineTo(x, y);
      }
    }
    pen.stroke();
  }

  /** A pause is at least a pixel wide and four high; the longest in sight is the highest. */
  private void pauses(Vitals.Series pauses) {
    double longest = Math.max(1, pauses.max());
    pen.setFill(colour(theme.bad(), 0.9));
    for (int i = 0; i < pauses.timeNanos().length; i++) {
      long start = pauses.timeNanos()[i];
      double left = axis.x(start);
      double wide = axis.x(start + (long) pauses.value()[i]) - left;
      if (left + wide >= 0 && left <= axis.widthPx() && pauses.value()[i] > 0) {
        double tall = 4 + Math.sqrt(pauses.value()[i] / longest) * height * LONGEST_PAUSE_SHARE;
        pen.fillRect(Math.rint(left), height - tall, Math.max(1.5, wide), tall);
      }
    }
  }

  private void clock(ZoneId zone) {
    pen.setFill(colour(theme.line(), 1));
    pen.fillRect(0, height, axis.widthPx(), 1);
    pen.setFont(Font.font(10.5));
    pen.setTextBaseline(VPos.CENTER);
    pen.setTextAlign(TextAlignment.CENTER);
    pen.setFill(colour(theme.dim(), 1));
    for (TimeAxis.Tick tick : axis.ticks(LEAST_TICK_GAP, zone)) {
      double half = LETTER * tick.label().length() / 2;
      if (tick.xPx() > half && tick.xPx() < axis.widthPx() - half) {
        pen.fillText(tick.label(), tick.xPx(), height + AXIS_HEIGHT / 2 + 1);
      }
    }
  }
}
