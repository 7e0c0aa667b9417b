package dev.backdraft.sample.evidence;

import dev.backdraft.sample.server.FailedException;
import dev.backdraft.sample.store.Store;
import dev.backdraft.sample.store.StoredOrder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/** The store as version 1 of the service left it: orders that were shipped are called sent. */
final class OldStore {
  private static final int FIRST = 300;
  private static final int COUNT = 30;

  private OldStore() {}

  /** Makes it in this folder. */
  static void make(Path folder) throws SQLException, FailedException {
    try (Store store = Store.open(folder, 1, false)) {
      for (int i = FIRST; i < FIRST + COUNT; i++) {
        String reference = String.format(Locale.ROOT, "ORD-%04d", i);
        store.keep(new StoredOrder(reference, i % 100, "SENT", 1_500 + i * 31L));
      }
    }
  }
}
