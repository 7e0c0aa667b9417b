package dev.backdraft.sample;

import java.util.Locale;
import java.util.Optional;

/** What went wrong once, and how it was put right. */
public enum Incident {
  CAPACITY("large carts are dropped without an answer, but only when several come at once"),
  CONTRACT("the fix is faster, and spells an answer otherwise than its readers expect"),
  STARVATION("while offers are asked for, everything waits, and the CPU has nothing to do"),
  CONVOY("now and then everything stops for half a second, while the health checks stay green"),
  POOL("a report uses up the connections to the database, and all others wait for it"),
  HOTPATH("a third of the CPU writes messages that nobody reads"),
  UPGRADE("orders that the older version stored cannot be read; an empty store shows nothing"),
  LEAK("each order leaves 128 bytes behind, and they stay when traffic stops"),
  QUEUE("the queue to the archive has a bound that no memory can hold");

  private static final int USUAL_CONNECTIONS = 8;
  private static final int FEW_CONNECTIONS = 4;

  private final String story;

  Incident(String story) {
    this.story = story;
  }

  /** As on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What people saw, in a sentence. */
  public String story() {
    return story;
  }

  /** The incident of this name. */
  public static Optional<Incident> of(String id) {
    for (Incident incident : values()) {
      if (incident.id().equals(id)) {
        return Optional.of(incident);
      }
    }
    return Optional.empty();
  }

  /** Whether its capture was made in a browser. */
  boolean inBrowser() {
    return this == CONTRACT || this == UPGRADE;
  }

  /** Whether it shows on stored rows of an older version only, which its evidence then holds. */
  public boolean needsOldStore() {
    return this == UPGRADE;
  }

  /** How many connections to the database this deployment has. */
  int connections() {
    return this == POOL ? FEW_CONNECTIONS : USUAL_CONNECTIONS;
  }

  /** Whether the shop keeps its single sales. */
  boolean withSales() {
    return this == POOL;
  }
}
