package dev.backdraft.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Sandwich;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.cli.ThrownRecording;
import dev.backdraft.viewers.export.Caption;
import dev.backdraft.viewers.export.PictureSize;
import dev.backdraft.viewers.layout.FlameRows;
import dev.backdraft.viewers.paint.ColourMode;
import dev.backdraft.viewers.paint.Theme;
import dev.backdraft.viewers.scale.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three exceptions in {@code read}, two in {@code write}, both called by {@code serve}. */
final class SeenTest {
  private static final Selection THROWN = Selection.all(SampleKind.EXCEPTION);
  @TempDir private static Path folder;
  private static Recording recording;

  @BeforeAll
  static void open() throws Exception {
    recording = EvidenceReader.open(List.of(ThrownRecording.in(folder)), Progress.NONE);
  }

  @AfterAll
  static void close() {
    recording.close();
  }

  private static CallTree tree() {
    return CallTree.once(recording, THROWN, By.METHOD, Transforms.NONE, Weighing.COUNT);
  }

  private static int find(CallTree tree, String method) {
    for (int node = 1; node < tree.size(); node++) {
      if (tree.text(node).endsWith("ThrownRecording." + method)) {
        return node;
      }
    }
    throw new AssertionError(method + " was not recorded");
  }

  /** Zoomed to one frame, as a click does. */
  private static Seen zoomed(CallTree tree, String method) {
    int node = find(tree, method);
    double all = tree.total();
    double from = FlameRows.of(tree).startOf(node) / all;
    double to = (FlameRows.of(tree).startOf(node) + tree.total(node)) / all;
    PictureSize size = new PictureSize(800, 300, from, to, 38, true);
    return seen(List.of(new Seen.Part(tree, size, node)));
  }

  private static Seen seen(List<Seen.Part> parts) {
    return new Seen(
        parts,
        "the bar",
        new Caption("thrown.jfr", "Exceptions"),
        Theme.DARK,
        ColourMode.KIND,
        NamePattern.regex("che.k$"));
  }

  private static byte[] bytes(Seen seen, Form form) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    seen.write(form, out);
    return out.toByteArray();
  }

  private static String text(Seen seen, Form form) throws IOException {
    return new String(bytes(seen, form), StandardCharsets.UTF_8);
  }

  @Test
  void aZoomedViewIsWrittenWithWhatIsBelowItAndItsCallers() throws IOException {
    Seen read = zoomed(tree(), "read");
    assertThat(text(read, Form.COLLAPSED).lines())
        .singleElement()
        .asString()
        .startsWith("java.lang.Thread.run;")
        .contains("ThrownRecording.serve;", "ThrownRecording.read;")
        .endsWith(" 3");
    assertThat(text(read, Form.SPEEDSCOPE))
        .contains("ThrownRecording.read\"", "\"endValue\":3", "zoomed to ThrownRecording.read")
        .doesNotContain("ThrownRecording.write");
    byte[] packed = bytes(read, Form.PPROF);
    byte[] profile = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    assertThat(new String(profile, StandardCharsets.ISO_8859_1))
        .contains("ThrownRecording.serve", "ThrownRecording.read")
        .doesNotContain("ThrownRecording.write");
  }

  @Test
  void aPageOpensAsItWasSeen() throws IOException {
    CallTree tree = tree();
    int node = find(tree, "read");
    assertThat(text(zoomed(tree, "read"), Form.HTML))
        .contains(
            "\"look\":{\"from\":0.0,\"to\":1.0,\"node\":"
                + tree.depth(node)
                + ",\"scroll\":38.0,\"flame\":true,\"dark\":true,\"colour\":\"kind\","
                + "\"regex\":true,\"search\":\"che.k$\"}");
  }

  @Test
  void aZoomedFileSaysItsOwnWeightAndWhatItsSharesAreOf() throws IOException {
    CallTree tree = tree();
    String weight = "zoomed to ThrownRecording.read: 3 events, ";
    String share = Format.percent(3.0 / tree.total());
    for (Form form : new Form[] {Form.SVG, Form.HTML, Form.SPEEDSCOPE}) {
      assertThat(text(zoomed(tree, "read"), form)).contains(weight + share + " of these");
    }
    assertThat(text(zoomed(tree, "read"), Form.SVG))
        .as("a box of the picture")
        .contains("ThrownRecording.read\n3 events, " + share + "</title>")
        .contains("search /che.k$/: " + share + ", 1 frame</text>");
    assertThat(text(zoomed(tree, "read"), Form.HTML)).contains("\"whole\":" + tree.total() + ",");
  }

  @Test
  void theWholeIsWrittenWhole() throws IOException {
    Seen whole = seen(List.of(new Seen.Part(tree(), PictureSize.whole(800), 0)));
    assertThat(text(whole, Form.COLLAPSED)).contains("ThrownRecording.read", "write");
    assertThat(text(whole, Form.SPEEDSCOPE)).doesNotContain("zoomed");
  }

  @Test
  void aSandwichIsAPictureOfBothHalvesAndNothingElse() throws IOException {
    String check = tree().text(find(tree(), "check"));
    Sandwich both =
        Sandwich.shapes(recording, SampleKind.EXCEPTION, By.METHOD, Transforms.NONE, check)
            .weigh(THROWN, Weighing.COUNT);
    PictureSize upper = new PictureSize(800, 190, 0, 1, 38, true);
    PictureSize lower = new PictureSize(800, 95, 0, 1, 38, false);
    Seen seen =
        seen(
            List.of(
                new Seen.Part(both.callers(), upper, 0), new Seen.Part(both.callees(), lower, 0)));
    assertThat(text(seen, Form.SVG))
        .contains(">ThrownRecording.serve</text>", ">the bar</text>", "Throwable.&lt;init&gt;")
        .contains("height=\"" + (44 + 190 + 28 + 95 + 12) + "\"");
    for (Form form : Form.values()) {
      boolean picture = form == Form.SVG || form == Form.PNG;
      assertThat(Seen.lacking(form, true).isEmpty()).as(form.label()).isEqualTo(picture);
      assertThat(Seen.lacking(form, false)).isEmpty();
    }
  }
}
