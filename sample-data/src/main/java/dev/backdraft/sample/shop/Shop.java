package dev.backdraft.sample.shop;

import dev.backdraft.sample.partner.Partners;
import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.store.Store;
import dev.backdraft.sample.telemetry.Telemetry;
import tools.jackson.databind.json.JsonMapper;

/** The parts that handlers work with. */
public record Shop(Store store, Partners partners, Telemetry telemetry, JsonMapper json) {
  /** As JSON in UTF-8. */
  public byte[] write(Object value) {
    return json.writeValueAsBytes(value);
  }

  /** The number at the end of a path. */
  public static long number(String text) throws FailedException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notOne) {
      throw new FailedException("not a number", notOne);
    }
  }
}
