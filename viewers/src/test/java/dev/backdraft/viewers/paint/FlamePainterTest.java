package dev.backdraft.viewers.paint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Names;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.analysis.recording.FrameKind;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.layout.FlameBoxes;
import dev.backdraft.viewers.layout.FlameLayout;
import dev.backdraft.viewers.layout.FlameRows;
import dev.backdraft.viewers.layout.Viewport;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlamePainterTest {
  /** Every character six pixels wide, in cells of eight by ten, the left half of a cell covered. */
  static Glyphs blocks() {
    int count = Glyphs.CHARACTERS.length();
    float[] advance = new float[count];
    Arrays.fill(advance, 6);
    byte[] coverage = new byte[count * Glyphs.PHASES * 80];
    for (int i = 0; i < coverage.length; i++) {
      coverage[i] = i % 8 < 3 ? (byte) 255 : 0;
    }
    return new Glyphs(8, 10, 8, advance, coverage);
  }

  /** Writes down what it was asked to draw. */
  private static final class Notes implements Painter {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void rect(int left, int top, int right, int bottom, int argb) {
      text.append(left).append(',').append(top).append("..").append(right).append(',');
      text.append(bottom).append(' ').append(Theme.css(argb)).append('\n');
    }

    @Override
    public void text(double x, int baseline, String name, int length, boolean dots, int argb) {
      text.append("  ").append((int) x).append(',').append(baseline).append(' ');
      text.append(name, 0, length).append(dots ? "…" : "").append('\n');
    }
  }

  private static final CallTree TREE =
      Trees.of(
          """
          a.A.run;b.B.longEnoughToBeCutOff 30
          a.A.run;c.C.c 7
          a.A.run;d.D.x 1
          """);

  private static String painted(Search search) {
    FlameRows rows = FlameRows.of(TREE);
    int[] matches = search == null ? null : rows.countsBefore(search.nodes());
    Viewport viewport = new Viewport(0, 1, 0, 152, 60, 20, false);
    Notes notes = new Notes();
    FlamePalette palette = FlamePalette.of(TREE.names(), Theme.DARK, ColourMode.PACKAGE);
    new FlamePainter(TREE, palette, blocks(), 1, search != null)
        .paint(FlameLayout.of(rows, viewport, matches), notes);
    return notes.text.toString();
  }

  @Test
  void boxesLeaveAHairAndNamesAreCutToFit() {
    assertThat(painted(null).lines().map(line -> line.replaceAll(" #.*", "")))
        .containsExactly(
            "0,0..151,19",
            "  4,13 all",
            "0,20..151,39",
            "  4,33 A.run",
            "0,40..119,59",
            "  4,53 B.longEnoughToBeCu…",
            "120,40..147,59",
            "  124,53 C.c",
            "148,40..151,59");
  }

  @Test
  void aBlockOfMergedFramesSaysHowManyItHolds() {
    CallTree wide = Trees.wide(200_000);
    Viewport viewport = new Viewport(0, 1, 0, 300, 60, 20, false);
    Notes notes = new Notes();
    FlamePalette palette = FlamePalette.of(wide.names(), Theme.DARK, ColourMode.PACKAGE);
    new FlamePainter(wide, palette, blocks(), 1, false)
        .paint(FlameLayout.of(FlameRows.of(wide), viewport, null), notes);
    assertThat(notes.text.toString().lines().filter(line -> line.endsWith(" frames")).findFirst())
        .hasValueSatisfying(line -> assertThat(line).matches(".*\\d.* frames"));
  }

  @Test
  void aSearchLightsMatchesAndFadesTheRest() {
    String found = painted(Search.of(TREE, NamePattern.plain("D.x")));
    assertThat(found).contains("148,40..151,59 " + Theme.css(Theme.DARK.accent()));
    assertThat(found.lines().filter(line -> line.startsWith("0,0..151,19")).toList())
        .isNotEqualTo(painted(null).lines().filter(l -> l.startsWith("0,0..151,19")).toList());
  }

  @Test
  void aPackageKeepsItsHueAndHuesAreSpread() {
    Set<Integer> hues = new HashSet<>();
    int[] counts = new int[4];
    for (int i = 0; i < 400; i++) {
      int slot = FlamePalette.slot("com.acme.part" + i, "com.acme.part" + i + ".X.y");
      hues.add(slot / 3);
      counts[slot / 3]++;
    }
    assertThat(hues).hasSize(4);
    assertThat(Arrays.stream(counts).min().orElse(0)).isGreaterThan(60);
    assertThat(FlamePalette.slot("a.b", "a.b.C.x") / 3)
        .isEqualTo(FlamePalette.slot("a.b", "a.b.D.y") / 3);
  }

  @Test
  void everyKindOfFrameHasAColourOfItsOwn() {
    for (Theme theme : Theme.values()) {
      Set<Integer> colours = new HashSet<>();
      for (FrameKind kind : FrameKind.values()) {
        colours.add(FlamePalette.kind(theme, kind));
      }
      assertThat(colours).hasSize(FrameKind.values().length);
    }
  }

  @Test
  void wordsCanBeReadOnEveryColour() {
    for (Theme theme : Theme.values()) {
      for (int slot = 0; slot < FlamePalette.SLOTS; slot++) {
        assertThat(contrast(theme.ink(), FlamePalette.slotColour(theme, slot)))
            .as(theme + " " + slot)
            .isGreaterThan(3.0);
      }
    }
  }

  @Test
  void whatHasNoPackageLooksLikeNoPackage() {
    CallTree tree =
        Trees.of("[truncated];java.util.List.add;Main.main;do_syscall~kernel 3\na.A.run 1");
    Names names = tree.names();
    assertThat(slot(names, "all")).isEqualTo(FlamePalette.MARKER);
    assertThat(slot(names, "[truncated]")).isEqualTo(FlamePalette.MARKER);
    assertThat(slot(names, "do_syscall")).isEqualTo(FlamePalette.NATIVE);
    assertThat(slot(names, "Main.main")).isEqualTo(FlamePalette.DEFAULT_PACKAGE);
    assertThat(slot(names, "java.util.List.add")).isLessThan(FlamePalette.PACKAGES);
    for (Theme theme : Theme.values()) {
      for (int other = FlamePalette.PACKAGES; other < FlamePalette.SLOTS; other++) {
        for (int slot = 0; slot < other; slot++) {
          for (Sight sight : Sight.values()) {
            int one = FlamePalette.slotColour(theme, slot);
            int two = FlamePalette.slotColour(theme, other);
            assertThat(distance(sight.seen(one), sight.seen(two)))
                .as("%s, %s: %s and %s", theme, sight, slot, other)
                .isGreaterThan(9);
          }
        }
      }
    }
  }

  private static int slot(Names names, String text) {
    return FlamePalette.slot(names, names.find(text));
  }

  /** How people see: with all three cones, without the red one, without the green one. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody writes into the matrix
  private enum Sight {
    ALL(1, 0, 0, 0, 1, 0, 0, 0, 1),
    NO_RED(
        0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.052),
    NO_GREEN(
        0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881);

    private final double[] matrix;

    Sight(double... matrix) {
      this.matrix = matrix;
    }

    double[] seen(int argb) {
      double[] in = linear(argb);
      double[] out = new double[3];
      for (int i = 0; i < 3; i++) {
        double sum = matrix[3 * i] * in[0] + matrix[3 * i + 1] * in[1] + matrix[3 * i + 2] * in[2];
        out[i] = Math.clamp(sum, 0.0, 1.0);
      }
      return out;
    }
  }

  /** In CIE Lab, where 2 is just seen by a person with both colours side by side. */
  private static double distance(double[] one, double[] other) {
    double[] a = lab(one);
    double[] b = lab(other);
    return Math.sqrt(
        (a[0] - b[0]) * (a[0] - b[0])
            + (a[1] - b[1]) * (a[1] - b[1])
            + (a[2] - b[2]) * (a[2] - b[2]));
  }

  private static double[] lab(double[] rgb) {
    double x = f((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
    double y = f(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
    double z = f((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double f(double t) {
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
  }

  private static double[] linear(int argb) {
    double[] parts = {(argb >> 16) & 0xff, (argb >> 8) & 0xff, argb & 0xff};
    for (int i = 0; i < 3; i++) {
      double c = parts[i] / 255;
      parts[i] = c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
    return parts;
  }

  /** The contrast ratio of the accessibility guidelines. */
  private static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(int argb) {
    double[] parts = linear(argb);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  }

  @Test
  void theRasterClipsAtItsEdges() {
    int[] pixels = new int[20 * 10];
    Raster raster = new Raster(pixels, 20, 10, blocks());
    raster.clear(0xff000000);
    raster.rect(-5, -5, 100, 3, 0xff112233);
    raster.rect(18, 5, 19, 50, 0xff445566);
    raster.text(-3, 4, "WW", 2, false, 0xffffffff);
    raster.text(17.6, 12, "WW", 2, true, 0xffffffff);
    assertThat(pixels[19]).isEqualTo(0xff112233);
    assertThat(pixels[3 * 20 + 18]).isEqualTo(0xff000000);
    assertThat(pixels[5 * 20 + 18]).isEqualTo(0xffffffff);
    assertThat(pixels[3 * 20 + 3]).isEqualTo(0xffffffff);
  }

  @Test
  void blendingGoesAllTheWayAndHalfWay() {
    int count = Glyphs.CHARACTERS.length();
    float[] advance = new float[count];
    Arrays.fill(advance, 1);
    byte[] coverage = new byte[count * Glyphs.PHASES * 4];
    Arrays.fill(coverage, (byte) 128);
    int[] pixels = {0xff204060, 0xff204060};
    Raster raster = new Raster(pixels, 2, 1, new Glyphs(4, 1, 0, advance, coverage));
    raster.text(0, 0, "x", 1, false, 0xff2040ff);
    assertThat((pixels[0] >> 8) & 0xffff).isEqualTo(0x2040);
    assertThat(pixels[0] & 0xff).isBetween(0xae, 0xb2);
  }

  @Test
  void aPictureInRowsLeavesNothingOfTheOneBefore() {
    Glyphs glyphs = blocks();
    FlamePalette palette = FlamePalette.of(TREE.names(), Theme.DARK, ColourMode.PACKAGE);
    FlamePainter painter = new FlamePainter(TREE, palette, glyphs, 1, false);
    for (boolean flame : new boolean[] {false, true}) {
      for (double scroll : new double[] {0, 7, 31, 400}) {
        for (int rowPx : new int[] {2, 12, 19}) {
          Viewport viewport = new Viewport(0.1, 0.7, scroll, 120, 90, rowPx, flame);
          FlameBoxes boxes = FlameLayout.of(FlameRows.of(TREE), viewport, null);
          int[] cleared = new int[120 * 90];
          Raster whole = new Raster(cleared, 120, 90, glyphs);
          whole.clear(Theme.DARK.background());
          painter.paint(boxes, whole);
          int[] inRows = new int[120 * 90];
          Arrays.fill(inRows, 0xffff0000);
          Raster rows = new Raster(inRows, 120, 90, glyphs);
          rows.beginRows(Theme.DARK.background());
          painter.paint(boxes, rows);
          rows.endRows();
          assertThat(inRows).as("%s %s %s", flame, scroll, rowPx).isEqualTo(cleared);
        }
      }
    }
  }
}
