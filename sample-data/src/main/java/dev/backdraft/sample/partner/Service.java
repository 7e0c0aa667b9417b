package dev.backdraft.sample.partner;

/** What other companies offer, and how long they usually take. */
public enum Service {
  /** Prices of goods of today. */
  PRICES(10),
  /** What a carrier asks for a parcel. */
  FREIGHT(10),
  /** A binding offer of the insurer. */
  OFFER(100),
  /** The whole tariff, renewed every few seconds. */
  TARIFF(600),
  /** The archive that keeps audit records. */
  ARCHIVE(100);

  private final int millis;

  Service(int millis) {
    this.millis = millis;
  }

  int millis() {
    return millis;
  }
}
