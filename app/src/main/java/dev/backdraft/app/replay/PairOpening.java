package dev.backdraft.app.replay;

import dev.backdraft.app.evidence.Evidence;
import dev.backdraft.app.evidence.EvidenceModel;
import dev.backdraft.app.evidence.Role;
import dev.backdraft.app.result.VerdictPage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Opens the recordings of a result's first pair as evidence before and after. */
public final class PairOpening implements Consumer<VerdictPage> {
  private final EvidenceModel evidence;
  private final Runnable reveal;

  /** With {@code reveal} bringing the flame graphs to the front. */
  public PairOpening(EvidenceModel evidence, Runnable reveal) {
    this.evidence = evidence;
    this.reveal = reveal;
  }

  @Override
  public void accept(VerdictPage page) {
    open(page.recordings().before(), Role.BEFORE);
    open(page.recordings().after(), Role.AFTER);
    reveal.run();
  }

  private void open(List<Path> files, Role role) {
    if (files.isEmpty()) {
      return;
    }
    Path file = files.getFirst().toAbsolutePath().normalize();
    evidence.open(List.of(file));
    for (Evidence open : List.copyOf(evidence.all())) {
      if (open.file().equals(file)) {
        evidence.play(open, role);
        evidence.selected().set(open);
      }
    }
  }
}
