package dev.backdraft.viewers.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Collapsed;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.FlamePainter;
import dev.backdraft.viewers.paint.FlamePalette;
import dev.backdraft.viewers.paint.Glyphs;
import dev.backdraft.viewers.paint.Raster;
import dev.backdraft.viewers.paint.Theme;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ExportTest {
  private static final Caption CAPTION = new Caption("a \"b\" <c> & d.jfr", "CPU · </script> all");
  private static final CallTree TREE =
      Trees.of(
          """
          java.lang.Thread.run;com.acme.Cart.price;com.acme.Tax.<init>~jit 300
          java.lang.Thread.run;com.acme.Cart.price 41
          java.lang.Thread.run;com.acme.Größe.messen 2
          [kernel];do_syscall~kernel 5
          """);

  private interface Writer {
    void write(OutputStream out) throws IOException;
  }

  private static byte[] bytes(Writer writer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out);
    return out.toByteArray();
  }

  private static String sorted(String collapsed) {
    List<String> lines = new ArrayList<>(collapsed.lines().toList());
    Collections.sort(lines);
    return String.join("\n", lines) + "\n";
  }

  @Test
  void svgIsXmlWithATitlePerBox() throws Exception {
    for (Theme theme : Theme.values()) {
      byte[] svg =
          bytes(out ->
              FlameSvg.write(
                  Picture.of(TREE, CAPTION, PictureSize.whole(800), theme, ColourMode.KIND, null),
                  out));
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(svg));
      assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(7);
      assertThat(document.getElementsByTagName("text").item(0).getTextContent())
          .isEqualTo(CAPTION.title());
    }
  }

  @Test
  void pngDecodesToTheSizeThatWasAsked() throws IOException {
    byte[] png =
        bytes(out ->
            FlamePng.write(
                Picture.of(
                    TREE, CAPTION, PictureSize.whole(400), Theme.LIGHT, ColourMode.PACKAGE, null),
                out));
    var image = javax.imageio.ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(848);
    assertThat(image.getHeight()).isEqualTo((4 * 19 + 56) * 2);
    assertThat(image.getRGB(0, 0)).isEqualTo(Theme.LIGHT.background());
  }

  @Test
  void aPngOfOnePixelAPixelIsHalfAsLargeAndHasItsWords() throws IOException {
    byte[] png = bytes(out -> FlamePng.write(picture(TREE, Picture.inside(400)), 1, out));
    var image = javax.imageio.ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(400);
    assertThat(image.getHeight()).isEqualTo(4 * 19 + 56);
    Set<Integer> colours = new HashSet<>();
    for (int x = 12; x < 200; x++) {
      colours.add(image.getRGB(x, 15));
    }
    assertThat(colours.size()).as("a title").isGreaterThan(5);
  }

  private static final String DEEP = "a.B.c" + ";a.B.c".repeat(1_504) + ";com.acme.Hot.leaf 7";

  private static Picture picture(CallTree tree, int width) {
    return Picture.of(
        tree, CAPTION, PictureSize.whole(width), Theme.LIGHT, ColourMode.PACKAGE, null);
  }

  @Test
  void aDeepSvgHoldsItsLeaf() throws IOException {
    CallTree deep = Trees.of(DEEP);
    String svg =
        new String(bytes(out -> FlameSvg.write(picture(deep, 800), out)), StandardCharsets.UTF_8);
    assertThat(svg).contains("height=\"" + (1_507 * 19 + 56) + "\"").contains(">Hot.leaf</text>");
  }

  @Test
  void aDeepPngHoldsItsLeafAndNeedsNoMemoryForItsHeight() throws IOException {
    CallTree deep = Trees.of(DEEP);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    assertThat(FlamePng.write(picture(deep, 300), png)).as("rows cut").isZero();
    var image = javax.imageio.ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
    assertThat(image.getHeight()).isEqualTo((1_507 * 19 + 56) * 2);
    int leaf = image.getRGB(image.getWidth() - 40, image.getHeight() - 40);
    assertThat(leaf).isNotEqualTo(Theme.LIGHT.background());
    assertThat(leaf).isNotEqualTo(image.getRGB(image.getWidth() - 40, image.getHeight() - 80));
  }

  @Test
  void aPngThatIsTooTallForItsViewersSaysWhereItIsCut() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    assertThat(FlamePng.write(picture(Trees.of(DEEP), 600), 2, png, 4_000)).isEqualTo(1_507 - 101);
    var image = javax.imageio.ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
    assertThat(image.getHeight()).isBetween(3_900, 4_000);
    Set<Integer> colours = new HashSet<>();
    for (int y = image.getHeight() - 60; y < image.getHeight() - 24; y++) {
      for (int x = 24; x < image.getWidth() - 24; x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    assertThat(colours).as("a line of words").contains(Theme.LIGHT.bad());
  }

  @Test
  void bandsOfAPictureAreThatPicture() throws IOException {
    CallTree tree = Trees.large(3_000, 40, 3);
    for (boolean flame : new boolean[] {false, true}) {
      PictureSize size = new PictureSize(200, 0, 0.1, 0.8, 7, flame);
      Panel.Prepared panel = new Panel(tree, size, null).prepared(1);
      int height = panel.viewport().heightPx();
      int[] whole = painted(panel, 0, height);
      for (int top = 0; top < height; top += 53) {
        int bottom = Math.min(height, top + 53);
        assertThat(painted(panel, top, bottom))
            .as("%s %s", flame, top)
            .isEqualTo(Arrays.copyOfRange(whole, top * 200, bottom * 200));
      }
    }
  }

  private static int[] painted(Panel.Prepared panel, int top, int bottom) throws IOException {
    CallTree tree = panel.panel().tree();
    Glyphs glyphs = GlyphTable.small();
    int[] pixels = new int[200 * (bottom - top)];
    Raster raster = new Raster(pixels, 200, bottom - top, glyphs);
    raster.clear(Theme.DARK.background());
    FlamePalette palette = FlamePalette.of(tree.names(), Theme.DARK, ColourMode.PACKAGE);
    new FlamePainter(tree, palette, glyphs, 1, false).paint(panel.boxes(top, bottom), raster);
    return pixels;
  }

  @Test
  void aPictureOfNothingSaysSo() throws IOException {
    CallTree none = Trees.of("");
    String svg =
        new String(bytes(out -> FlameSvg.write(picture(none, 400), out)), StandardCharsets.UTF_8);
    assertThat(svg).contains(">Nothing in this selection.</text>");
    byte[] png = bytes(out -> FlamePng.write(picture(none, 400), out));
    var image = javax.imageio.ImageIO.read(new ByteArrayInputStream(png));
    boolean words = false;
    for (int y = 90; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        words |= image.getRGB(x, y) == Theme.LIGHT.dim();
      }
    }
    assertThat(words).as("words below the caption").isTrue();
  }

  @Test
  void namesInOtherScriptsAreDrawnFromTheFontsOfTheMachine() throws IOException {
    Glyphs glyphs = GlyphTable.large();
    String names = "измеритьшагμέτρο";
    glyphs.width(names);
    assumeThat(SystemGlyphs.fill(glyphs, GlyphTable.LARGE_PX)).as("there are fonts").isTrue();
    assertThat(glyphs.takeMissing()).isEmpty();
    assertThat(glyphs.width("и")).isNotEqualTo(glyphs.width("ш"));
    glyphs.width(names + "\u0378");
    assertThat(SystemGlyphs.fill(glyphs, GlyphTable.LARGE_PX)).as("nobody has it").isFalse();
    assertThat(ink(png("a.A.измерить 1"))).isNotEqualTo(ink(png("a.A.\u0378 1")));
    assertThat(ink(png("a.A.шш 1"))).isGreaterThan(ink(png("a.A.ии 1")));
  }

  @Test
  void ideographsAreDrawnWhereAFontHasThem() throws IOException {
    Glyphs glyphs = GlyphTable.large();
    glyphs.width("测");
    assumeThat(SystemGlyphs.fill(glyphs, GlyphTable.LARGE_PX)).as("a font has it").isTrue();
    assertThat(glyphs.advance(0x6d4b)).isBetween(15f, 30f);
    assertThat(ink(png("a.A.测量 1"))).isNotEqualTo(ink(png("a.A.\u0378\u0378 1")));
  }

  private static byte[] png(String stacks) throws IOException {
    return bytes(out ->
        FlamePng.write(
            Picture.of(
                Trees.of(stacks),
                CAPTION,
                PictureSize.whole(400),
                Theme.LIGHT,
                ColourMode.PACKAGE,
                null),
            out));
  }

  /** How many pixels of the last row, where the name is, are darker than its box. */
  private static long ink(byte[] png) throws IOException {
    var image = javax.imageio.ImageIO.read(new ByteArrayInputStream(png));
    int box = image.getRGB(image.getWidth() / 2, image.getHeight() - 30) & 0xff;
    long dark = 0;
    for (int y = image.getHeight() - 60; y < image.getHeight() - 26; y++) {
      for (int x = 24; x < image.getWidth() - 24; x++) {
        dark += (image.getRGB(x, y) & 0xff) < box - 40 ? 1 : 0;
      }
    }
    return dark;
  }

  @Test
  void speedscopeOpensAndClosesEveryFrameInOrder() throws IOException {
    String json =
        new String(bytes(out -> Speedscope.write(TREE, CAPTION, out)), StandardCharsets.UTF_8);
    Matcher event =
        Pattern.compile("\"type\":\"([OC])\",\"frame\":(\\d+),\"at\":(\\d+)").matcher(json);
    List<String> open = new ArrayList<>();
    long before = 0;
    int events = 0;
    while (event.find()) {
      long at = Long.parseLong(event.group(3));
      assertThat(at).isGreaterThanOrEqualTo(before);
      before = at;
      events++;
      if (event.group(1).equals("O")) {
        open.add(event.group(2));
      } else {
        assertThat(open.removeLast()).isEqualTo(event.group(2));
      }
    }
    assertThat(open).isEmpty();
    assertThat(events).isEqualTo(12);
    assertThat(before).isEqualTo(348);
  }

  @Test
  void pprofHoldsTheSameStacks() throws IOException {
    byte[] packed = bytes(out -> Pprof.write(TREE, out));
    byte[] profile = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    assertThat(sorted(PprofText.collapsed(profile))).isEqualTo(sorted(Collapsed.text(TREE)));
  }

  @Test
  void pprofKnowsTheLinesAndLikelyFiles() throws IOException {
    CallTree tree =
        Trees.of(
            """
            java.lang.Thread.run:840;com.acme.Cart$Row.price:17 300
            java.lang.Thread.run:840;com.acme.Cart$Row.price:21 41
            java.lang.Thread.run:840;com.acme.MainKt.main;read~native 2
            """);
    byte[] packed = bytes(out -> Pprof.write(tree, out));
    byte[] profile = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    String run = "java.lang.Thread.run java/lang/Thread.java:840;";
    assertThat(PprofText.lined(profile).lines())
        .containsExactlyInAnyOrder(
            run + "com.acme.Cart$Row.price com/acme/Cart.java:17 300",
            run + "com.acme.Cart$Row.price com/acme/Cart.java:21 41",
            run + "com.acme.MainKt.main com/acme/Main.kt;read 2");
    String json =
        new String(bytes(out -> Speedscope.write(tree, CAPTION, out)), StandardCharsets.UTF_8);
    assertThat(json)
        .contains("{\"name\":\"com.acme.Cart$Row.price\",\"file\":\"com/acme/Cart.java\"}")
        .contains("{\"name\":\"read\"}");
  }
}
