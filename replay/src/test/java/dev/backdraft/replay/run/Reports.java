package dev.backdraft.replay.run;

import dev.backdraft.replay.engine.ConnectionUse;
import dev.backdraft.replay.run.BlockReport.Files;
import dev.backdraft.replay.run.BlockReport.Latency;
import dev.backdraft.replay.verdict.BlockPair;
import java.util.List;
import java.util.Map;

/** Reports of blocks of which only little matters. */
final class Reports {
  private Reports() {}

  static BlockReport of(int pair, boolean before, BlockPair.Block block, String fault) {
    Latency none = new Latency(0, 0, 0, 0, 0, 0, 0, List.of());
    return new BlockReport(
        pair,
        before,
        true,
        fault,
        block,
        Map.of(),
        List.of(),
        none,
        none,
        none,
        1,
        1,
        1,
        ConnectionUse.NONE,
        0,
        Map.of(),
        Map.of(),
        Map.of(),
        new Files(null, null, null),
        List.of());
  }
}
