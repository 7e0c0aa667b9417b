package dev.backdraft.app.cli.bench;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallShape;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.NamePattern;
import dev.backdraft.analysis.query.Search;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.cli.ExitCode;
import dev.backdraft.app.cli.Json;
import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.replay.evidence.MachineLoad;
import dev.backdraft.viewers.flame.FlameBench;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code backdraft bench flame}: how long a picture and a new selection take. */
@Command(
    name = "flame",
    hidden = true,
    description = {
      "Measures a flame graph of a million nodes in a window of 1600 by 950: zooming, panning and"
          + " scrolling, and new selections of a million samples.",
      "It needs a display; Xvfb will do."
    },
    footer = {"", "Example: xvfb-run -s '-screen 0 1920x1080x24' backdraft bench flame --json"})
public final class BenchFlameCommand implements Callable<Integer> {
  private static final int SAMPLES = 1_000_000;
  private static final int REFILTERS = 400;
  private static final long SEED = 7;

  private final Terminal terminal;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Nodes of the tree (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      defaultValue = "1200",
      description = "How many pictures are measured (default: ${DEFAULT-VALUE}).")
  private int pictures;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  public BenchFlameCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, Refusal {
    Display.require("bench flame");
    Recording recording = BenchTree.of(nodes, SAMPLES, SEED);
    CallShape shape = CallShape.of(recording, SampleKind.CPU, By.METHOD, Transforms.NONE);
    CallTree whole = shape.weigh(Selection.ALL);
    FlameBench.Times brush = refilter(shape, false);
    FlameBench.Times threads = refilter(shape, true);
    FlameBench.Times search = search(whole);
    MachineLoad before = MachineLoad.now();
    FlameBench.Result result = FlameBench.runAlone(whole, pictures);
    Double stolen = MachineLoad.now().since(before).get("stealShare");
    String text =
        json
            ? json(result, brush, threads, search, stolen)
            : text(result, brush, threads, search) + taken(stolen);
    terminal.print(text);
    return ExitCode.OK;
  }

  /** A new time range each time, over all threads or over half of them. */
  private static FlameBench.Times refilter(CallShape shape, boolean halfOfTheThreads) {
    BitSet half = new BitSet();
    half.set(0, BenchTree.THREADS / 2);
    Selection all = halfOfTheThreads ? Selection.ALL.withThreads(half) : Selection.ALL;
    return measured(step -> shape.weigh(all.withTime(step % 7, SAMPLES - step % 11)));
  }

  private static FlameBench.Times search(CallTree tree) {
    return measured(step -> Search.of(tree, NamePattern.plain("e" + step % 100)));
  }

  private interface Step {
    Object run(int step);
  }

  private static FlameBench.Times measured(Step step) {
    double[] millis = new double[REFILTERS];
    for (int i = -REFILTERS / 2; i < REFILTERS; i++) {
      long before = System.nanoTime();
      Object answer = step.run(Math.abs(i));
      if (answer != null && i >= 0) {
        millis[i] = (System.nanoTime() - before) / 1e6;
      }
    }
    Arrays.sort(millis);
    int felt = (int) Arrays.stream(millis).filter(one -> one > 50).count();
    return new FlameBench.Times(
        millis[REFILTERS / 2],
        millis[REFILTERS * 99 / 100],
        millis[REFILTERS - 1],
        REFILTERS,
        felt);
  }

  private static String text(
      FlameBench.Result result,
      FlameBench.Times brush,
      FlameBench.Times threads,
      FlameBench.Times search) {
    String heading =
        "%,d nodes, %d rows and more, %,d boxes a picture, %s pipeline%n%n"
            .formatted(
                result.nodes(), result.leastRows(), result.boxesPerPicture(), result.pipeline());
    return heading
        + "                                        p50      p99      max    over 50 ms\n"
        + line("event to picture (our part)", result.ours())
        + line("event to rendered pulse, at most", result.rendered())
        + line("pulse to pulse", result.pulses())
        + line("new time range, a million samples", brush)
        + line("the same, half of 500 threads", threads)
        + line("search as typed", search);
  }

  /**
   * A picture that waited for a processor which its host had given to others is no fault of ours.
   */
  private static String taken(@Nullable Double stolen) {
    return stolen == null
        ? ""
        : String.format(
            Locale.ROOT,
            "%nWhile pictures were drawn the host took %.1f %% of the processors' time away.%n",
            100 * stolen);
  }

  private static String line(String name, FlameBench.Times times) {
    return String.format(
        Locale.ROOT,
        "%-34s %6.2f ms %5.2f ms %5.2f ms   %d of %d%n",
        name,
        times.p50Millis(),
        times.p99Millis(),
        times.maxMillis(),
        times.felt(),
        times.count());
  }

  private static String json(
      FlameBench.Result result,
      FlameBench.Times brush,
      FlameBench.Times threads,
      FlameBench.Times search,
      @Nullable Double stolen) {
    Json form = new Json().object();
    form.field("nodes", result.nodes()).field("rows", result.leastRows());
    form.field("boxes", result.boxesPerPicture()).field("pipeline", result.pipeline());
    times(form, "picture", result.ours());
    times(form, "rendered", result.rendered());
    times(form, "pulse", result.pulses());
    times(form, "refilterTime", brush);
    times(form, "refilterThreads", threads);
    times(form, "search", search);
    if (stolen != null) {
      form.field("stealShare", stolen);
    }
    return form.end() + "\n";
  }

  private static void times(Json form, String name, FlameBench.Times times) {
    form.object(name).field("p50Millis", times.p50Millis()).field("p99Millis", times.p99Millis());
    form.field("maxMillis", times.maxMillis()).field("over50Millis", times.felt());
    form.field("count", times.count()).end();
  }
}
