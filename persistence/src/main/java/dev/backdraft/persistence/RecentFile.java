package dev.backdraft.persistence;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that was opened before.
 *
 * @param file where it lay, absolute
 * @param openedAt when it was opened last
 * @param sizeBytes how large it was then
 * @param about one line on what it holds, as {@code JFR 2.1, 60 s, JDK 21}
 */
public record RecentFile(Path file, Instant openedAt, long sizeBytes, String about) {}
