package dev.backdraft.replay.run;

import dev.backdraft.analysis.reader.Progress;
import dev.backdraft.analysis.reader.capture.CaptureOptions;
import dev.backdraft.analysis.reader.capture.CaptureReader;
import dev.backdraft.analysis.recording.Requests;
import dev.backdraft.replay.engine.EngineProgress;
import dev.backdraft.replay.plan.PlanReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A whole tool that is killed by its test: says when it is measuring. */
final class KilledRun {
  private KilledRun() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    ReplayListener listener =
        new QuietListener() {
          @Override
          public void progress(boolean measured, EngineProgress progress) {
            if (measured && progress.ended() > 0) {
              System.out.println("measuring");
            }
          }
        };
    try (Requests requests =
        CaptureReader.open(
            List.of(folder.resolve("capture.jsonl")), CaptureOptions.usual(1), Progress.NONE)) {
      var _ =
          new ReplayRun(
                  PlanReader.read(Files.readString(folder.resolve("plan.yaml")), folder),
                  requests,
                  folder.resolve("out"),
                  BlockLimits.usual(),
                  listener)
              .run();
    }
  }
}
