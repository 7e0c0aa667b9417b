package dev.backdraft.viewers.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Collapsed;
import dev.backdraft.viewers.Trees;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private static String html(CallTree tree) throws IOException {
    return new String(bytes(out -> FlameHtml.write(tree, CAPTION, out)), StandardCharsets.UTF_8);
  }

  private static String field(String html, String name) {
    String opening = "\"" + name + "\":\"";
    int from = html.indexOf(opening) + opening.length();
    int to = from;
    while (html.charAt(to) != '"') {
      to += html.charAt(to) == '\\' ? 2 : 1;
    }
    return html.substring(from, to);
  }

  /** Reads the packed numbers again, as the page does. */
  private static List<Long> numbers(String packed) {
    List<Long> numbers = new ArrayList<>();
    long value = 0;
    int shift = 0;
    for (int i = 0; i < packed.length(); i++) {
      char c = packed.charAt(i);
      int six = c < 92 ? c - 48 : c - 49;
      value |= (long) (six & 31) << shift;
      shift += 5;
      if (six < 32) {
        numbers.add(value);
        value = 0;
        shift = 0;
      }
    }
    return numbers;
  }

  private static String collapsedFromHtml(String html) {
    String[] names = field(html, "names").split("\\\\n");
    List<Long> numbers = numbers(field(html, "nodes"));
    List<String> path = new ArrayList<>();
    List<Long> rest = new ArrayList<>();
    Map<String, Long> stacks = new TreeMap<>();
    int last = -1;
    for (int i = 0; i < numbers.size(); i += 3) {
      int depth = last + 1 - (int) (numbers.get(i) / 9);
      for (int level = last; level >= depth; level--) {
        end(path, rest, stacks);
      }
      if (depth > 0) {
        rest.set(depth - 1, rest.get(depth - 1) - numbers.get(i + 2));
      }
      path.add(names[numbers.get(i + 1).intValue()]);
      rest.add(numbers.get(i + 2));
      last = depth;
    }
    while (!path.isEmpty()) {
      end(path, rest, stacks);
    }
    StringBuilder text = new StringBuilder();
    stacks.forEach((stack, weight) -> text.append(stack).append(' ').append(weight).append('\n'));
    return text.toString();
  }

  private static void end(List<String> path, List<Long> rest, Map<String, Long> stacks) {
    if (rest.getLast() > 0) {
      stacks.put(String.join(";", path.subList(1, path.size())), rest.getLast());
    }
    path.removeLast();
    rest.removeLast();
  }

  private static String sorted(String collapsed) {
    List<String> lines = new ArrayList<>(collapsed.lines().toList());
    Collections.sort(lines);
    return String.join("\n", lines) + "\n";
  }

  @Test
  void htmlHoldsTheWholeTree() throws IOException {
    assertThat(sorted(collapsedFromHtml(html(TREE)))).isEqualTo(sorted(Collapsed.text(TREE)));
    CallTree large = Trees.large(20_000, 30, 3);
    assertThat(sorted(collapsedFromHtml(html(large)))).isEqualTo(sorted(Collapsed.text(large)));
  }

  @Test
  void htmlNeedsNothingFromElsewhereAndCannotBeBrokenByNames() throws IOException {
    String html = html(TREE);
    assertThat(html).doesNotContain("http://").doesNotContain("https://").doesNotContain("import(");
    assertThat(html.split("</script>", -1)).hasSize(3);
    assertThat(html).contains("com.acme.Größe.messen").contains("com.acme.Tax.<init>");
  }

  @Test
  void htmlOfNothingIsAPageThatSaysSo() throws IOException {
    assertThat(html(Trees.of(""))).contains("\"count\":0").contains("\"nodes\":\"\"");
  }

  @Test
  void packedNumbersReadBack() throws IOException {
    long[] values = {0, 1, 31, 32, 43, 44, 63, 64, 1023, 1024, 123_456_789_012L};
    byte[] packed =
        bytes(out -> {
          ByteSink sink = new ByteSink(out);
          for (long value : values) {
            sink.packed(value);
          }
          sink.flush();
        });
    String text = new String(packed, StandardCharsets.US_ASCII);
    assertThat(text).doesNotContain("\\").doesNotContain("\"");
    assertThat(numbers(text))
        .containsExactly(0L, 1L, 31L, 32L, 43L, 44L, 63L, 64L, 1023L, 1024L, 123_456_789_012L);
  }

  @Test
  void svgIsXmlWithATitlePerBox() throws Exception {
    for (Theme theme : Theme.values()) {
      byte[] svg =
          bytes(out ->
              FlameSvg.write(
                  TREE, CAPTION, PictureSize.whole(800), theme, ColourMode.KIND, null, out));
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
                TREE, CAPTION, PictureSize.whole(400), Theme.LIGHT, ColourMode.PACKAGE, null, out));
    var image = javax.imageio.ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(848);
    assertThat(image.getHeight()).isEqualTo((4 * 19 + 56) * 2);
    assertThat(image.getRGB(0, 0)).isEqualTo(Theme.LIGHT.background());
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
}
