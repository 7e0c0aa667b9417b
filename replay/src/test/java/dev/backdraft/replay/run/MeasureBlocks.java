package dev.backdraft.replay.run;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.EngineProcess;
import dev.backdraft.replay.engine.OwnJava;
import dev.backdraft.replay.plan.PlanException;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.replay.target.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures blocks of one and the same build, one after the other, and prints a line of figures for
 * each: what the verdict's simulation draws from. Arguments: how many, seconds of warming up,
 * seconds of measuring, requests per second, into how many parts each is cut (a soak's are eight,
 * with those in which it settles; one if it is left out), and how many connections there may be.
 */
final class MeasureBlocks {
  private MeasureBlocks() {}

  private static Path capture(Path folder) throws IOException {
    Path capture = folder.resolve("capture.jsonl");
    StringBuilder lines = new StringBuilder("{\"backdraft\":\"requests\",\"version\":1}\n");
    for (int i = 0; i < 600; i++) {
      lines.append("{\"time\":\"2026-01-01T00:00:00.").append(String.format("%03d", i));
      lines.append(
          "Z\",\"method\":\"GET\",\"scheme\":\"http\",\"host\":\"h\",\"target\":\"/carts/");
      lines.append(i % 9).append("\"}\n");
    }
    Files.writeString(capture, lines);
    return capture;
  }

  private static ReplayPlan plan(Path folder, String[] args) throws PlanException {
    StringBuilder words = new StringBuilder();
    for (String word :
        OwnJava.command(List.of(), ShopTarget.class, List.of("{port}", "tail,rare,alloc"))) {
      words.append(words.isEmpty() ? "'" : ", '").append(word).append('\'');
    }
    String command = "[" + words + "]";
    String text =
        "captures: capture.jsonl\nbefore: {command: "
            + command
            + ", ready: /}\nafter: {command: "
            + command
            + ", ready: /}\nload: {rate: "
            + args[3]
            + ", warmup: "
            + args[1]
            + ", measure: "
            + args[2]
            + ", countLost: false, connections: "
            + (args.length > 5 ? args[5] : "10000")
            + "}\ncheck: {symptom: allocation}\n";
    return PlanReader.read(text, folder);
  }

  private static ReplayListener quiet() {
    return new QuietListener() {
      @Override
      public void note(String note) {
        System.err.println(note);
      }
    };
  }

  /** None of its parts is left to settling: what is drawn from shows them all. */
  private static List<BlockRun.Measured> run(BlockRun block, int number, int parts)
      throws TargetException, IOException, InterruptedException {
    return block.run(number, true, true, new BlockRun.Parts(0, parts)).judged();
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("backdraft-measure");
    Path capture = capture(folder);
    ReplayPlan plan = plan(folder, args);
    ReplayListener quiet = quiet();
    int parts = args.length > 4 ? Integer.parseInt(args[4]) : 1;
    System.out.println("requests,failures,p50,p99,cpu,allocation,lag99,void,leak,part");
    try (Requests requests =
            CaptureReader.open(List.of(capture), CaptureOptions.usual(1), Progress.NONE);
        EngineProcess engine = new EngineProcess()) {
      BlockRun.BlockSetting setting =
          new BlockRun.BlockSetting(
              plan,
              (spec, host) -> RenderedRequests.of(requests, plan, SecretValues.none(), host, false),
              folder,
              ReplayOptions.usual(),
              engine,
              quiet,
              () -> false,
              text -> text);
      for (int i = 0; i < Integer.parseInt(args[0]); i++) {
        try (BlockRun block = new BlockRun(setting, plan.before(), "block")) {
          int part = 1;
          for (BlockRun.Measured measured : run(block, i + 1, parts)) {
            print(measured.report(), part++);
          }
        }
      }
    }
  }

  private static void print(BlockReport report, int part) {
    var figures = report.block().figures();
    System.out.printf(
        Locale.ROOT,
        "%d,%d,%.0f,%.0f,%.0f,%.0f,%d,%s,%.2f,%d%n",
        report.block().requests(),
        report.block().failures(),
        figures.getOrDefault("p50", 0.0),
        figures.getOrDefault("p99", 0.0),
        figures.getOrDefault("cpu", 0.0),
        figures.getOrDefault("allocation", 0.0),
        report.lag().p99Nanos(),
        !report.fault().isEmpty(),
        figures.getOrDefault("leak", 0.0),
        part);
  }
}
