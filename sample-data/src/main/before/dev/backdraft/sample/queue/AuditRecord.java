package dev.backdraft.sample.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Who saw what, in the archive's fixed length. */
record AuditRecord(byte[] bytes) {
  private static final int LENGTH = 1008;

  static AuditRecord of(String path, byte[] answer) {
    ByteBuffer record = ByteBuffer.allocate(LENGTH);
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    record.put(name, 0, Math.min(name.length, record.remaining()));
    record.put(answer, 0, Math.min(answer.length, record.remaining()));
    return new AuditRecord(record.array());
  }
}
