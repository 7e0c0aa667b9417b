package dev.backdraft.replay.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema of plans, by which editors complete and check them as they are written. */
public final class PlanSchema {
  private PlanSchema() {}

  /** As it is published. */
  public static String text() {
    try (InputStream in = PlanSchema.class.getResourceAsStream("plan.schema.json")) {
      if (in == null) {
        throw new IllegalStateException("the schema of plans is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("the schema of plans", broken);
    }
  }
}
