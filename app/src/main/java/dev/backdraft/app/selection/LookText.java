package dev.backdraft.app.selection;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A look in one line, for what stands above exported pictures. */
public final class LookText {
  private LookText() {}

  public static String line(Look look, ZoneId zone) {
    List<String> parts = new ArrayList<>();
    parts.add(look.kind().label() + " by " + look.by().id());
    Chip.of(look, zone).forEach(chip -> parts.add(chip.text()));
    return String.join(", ", parts);
  }
}
