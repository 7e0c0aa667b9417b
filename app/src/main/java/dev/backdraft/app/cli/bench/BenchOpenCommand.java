package dev.backdraft.app.cli.bench;

import dev.backdraft.analysis.query.By;
import dev.backdraft.analysis.query.CallTree;
import dev.backdraft.analysis.query.Selection;
import dev.backdraft.analysis.query.Transforms;
import dev.backdraft.analysis.query.Weighing;
import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.reader.EvidenceReader;
import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.ReadOptions;
import dev.backdraft.analysis.reader.cache.RecordingCache;
import dev.backdraft.analysis.recording.Problem;
import dev.backdraft.analysis.recording.Recording;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.app.Folders;
import dev.backdraft.app.cli.ExitCode;
import dev.backdraft.app.cli.Json;
import dev.backdraft.app.cli.Refusal;
import dev.backdraft.app.cli.Terminal;
import dev.backdraft.viewers.export.Caption;
import dev.backdraft.viewers.export.FlameHtml;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backdraft bench open}: from the file to the first flame graph and to every sample. */
@Command(
    name = "open",
    description = {
      "Opens a recording anew in each round: until the first CPU flame graph as a page, until every"
          + " sample of every kind is decoded, and the most memory that took. The first round is"
          + " that of a cold JVM."
    },
    footer = {"", "Example: backdraft bench open checkout.jfr --rounds 5"})
public final class BenchOpenCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, read as one recording.")
  private List<Path> files = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--cache", description = "Open from the cache, filled before the first round.")
  private boolean cached;

  @Option(names = "--samples-only", description = "Decode every sample, draw nothing.")
  private boolean samplesOnly;

  @Option(names = "--json", description = "Print the form that docs/bench.md describes.")
  private boolean json;

  public BenchOpenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What one round took. */
  private record Round(
      long openNanos, long flameNanos, long samplesNanos, long pageBytes, long samples) {}

  @Override
  public Integer call() throws Exception {
    RecordingCache cache = cached ? Folders.ofThisMachine().recordings() : null;
    if (cache != null) {
      round(cache);
      cache.keep();
    }
    Json form = new Json().object().array("rounds");
    for (int i = 0; i < Math.max(1, rounds); i++) {
      Round round = round(cache);
      if (json) {
        form.object()
            .field("openNanos", round.openNanos)
            .field("flameNanos", round.flameNanos)
            .field("samplesNanos", round.samplesNanos)
            .field("pageBytes", round.pageBytes)
            .field("samples", round.samples)
            .end();
      } else {
        terminal.print(
            String.format(
                Locale.ROOT,
                "round %d: open %.3f s, first CPU flame graph %.3f s (%.1f MB), all %,d samples"
                    + " %.3f s%n",
                i + 1,
                round.openNanos / 1e9,
                round.flameNanos / 1e9,
                round.pageBytes / 1e6,
                round.samples,
                round.samplesNanos / 1e9));
      }
    }
    long peak = Memory.peakResidentBytes();
    if (json) {
      form.end().field("peakResidentBytes", peak).field("maxHeapBytes", Memory.maxHeapBytes());
      terminal.print(form.end().toString());
    } else {
      terminal.print(
          String.format(
              Locale.ROOT,
              "peak resident %.0f MB, heap at most %.0f MB%n",
              peak / 1e6,
              Memory.maxHeapBytes() / 1e6));
    }
    return ExitCode.OK;
  }

  private Round round(@Nullable RecordingCache cache)
      throws EvidenceException, IOException, Refusal {
    long began = System.nanoTime();
    try (Recording recording =
        EvidenceReader.open(files, ReadOptions.plain().withCache(cache), Progress.NONE, null)) {
      long opened = System.nanoTime();
      Counting page = new Counting();
      if (!samplesOnly) {
        CallTree tree =
            CallTree.once(
                recording,
                Selection.all(SampleKind.CPU),
                By.METHOD,
                Transforms.NONE,
                Weighing.WEIGHT);
        FlameHtml.write(tree, new Caption("bench", ""), page);
      }
      long drawn = System.nanoTime();
      long samples = 0;
      for (SampleKind kind : recording.sampleKinds()) {
        samples += recording.samples(kind).size();
      }
      if (recording.problems().stream().anyMatch(one -> one.kind() == Problem.Kind.LIMIT)) {
        throw new Refusal(
            "memory did not suffice for all samples", "Give it more, as with -Xmx8g.");
      }
      return new Round(
          opened - began, drawn - began, System.nanoTime() - began, page.bytes, samples);
    }
  }

  /** Takes a page and counts it. */
  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int from, int length) {
      bytes += length;
    }
  }
}
