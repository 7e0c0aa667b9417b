package dev.backdraft.replay.target;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a target writes, so that it never waits for us: all of it into a file up to a limit,
 * the last lines in memory, both without the secrets that it was given or sent. A disk that is full
 * stops the file, not the target.
 */
final class TargetOutput implements Runnable {
  private static final int TAIL = 200;
  private static final int MAX_LINE = 16_384;

  /** Of a line that has no end so much is looked at again with what follows. */
  private static final int HELD_BACK = 4_096;

  private static final long MAX_FILE = 256L << 20;
  private static final int LAST_WORDS_SECONDS = 2;

  private final InputStream in;
  private final Path log;
  private final @Nullable Pattern awaited;
  private final UnaryOperator<String> shown;
  private final ArrayDeque<String> tail = new ArrayDeque<>();
  private final CountDownLatch seen = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private long written;

  /** The end of a piece of a line that goes on. */
  private String held = "";

  private boolean ends = true;

  TargetOutput(InputStream in, Path log, @Nullable Pattern awaited, UnaryOperator<String> shown) {
    this.in = in;
    this.log = log;
    this.awaited = awaited;
    this.shown = shown;
  }

  /** How lines are kept. */
  UnaryOperator<String> shown() {
    return shown;
  }

  List<String> tail() {
    synchronized (tail) {
      return List.copyOf(tail);
    }
  }

  boolean matched() {
    return seen.getCount() == 0;
  }

  @Override
  public void run() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      pump(lines);
    } catch (IOException failed) {
      keep("(the end of the output could not be read: " + failed.getMessage() + ")");
    } finally {
      ended.countDown();
    }
  }

  /**
   * The last lines of a target that has ended: those that it wrote just before are still on their
   * way. A child of it that lives on may hold its output open, and is not waited for.
   */
  List<String> lastWords() throws InterruptedException {
    var _ = ended.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    return tail();
  }

  private void pump(BufferedReader lines) throws IOException {
    BufferedWriter file = null;
    try {
      file = Files.newBufferedWriter(log);
    } catch (IOException noFile) {
      keep("(the output is not kept: " + noFile.getMessage() + ")");
    }
    for (String line = line(lines); line != null; line = line(lines)) {
      Pattern pattern = awaited;
      if (pattern != null && pattern.matcher(line).find()) {
        seen.countDown();
      }
      line = kept(line);
      keep(line);
      file = file == null ? null : write(file, line, !lines.ready());
    }
    if (file != null) {
      file.close();
    }
  }

  private @Nullable BufferedWriter write(BufferedWriter file, String line, boolean flush) {
    try {
      written += line.length() + 1L;
      if (written > MAX_FILE) {
        file.write("(more output was left out)\n");
        file.close();
        return null;
      }
      file.write(line);
      file.newLine();
      if (flush) {
        file.flush();
      }
      return file;
    } catch (IOException full) {
      keep("(the rest of the output is not kept: " + full.getMessage() + ")");
      return null;
    }
  }

  /** Without secrets; one that a piece of a line ends within is found with the next. */
  private String kept(String line) {
    String text = shown.apply(line);
    if (ends || text.length() <= HELD_BACK) {
      return text;
    }
    held = text.substring(text.length() - HELD_BACK);
    return text.substring(0, text.length() - HELD_BACK);
  }

  /** A line, or a piece of one that has no end. */
  private @Nullable String line(BufferedReader lines) throws IOException {
    StringBuilder line = new StringBuilder(held);
    held = "";
    int c = lines.read();
    if (c < 0) {
      ends = true;
      return line.isEmpty() ? null : line.toString();
    }
    while (c >= 0 && c != '\n' && line.length() < MAX_LINE) {
      if (c != '\r') {
        line.append((char) c);
      }
      if (line.length() == MAX_LINE) {
        break;
      }
      c = lines.read();
    }
    ends = c < 0 || c == '\n';
    return line.toString();
  }

  private void keep(String line) {
    synchronized (tail) {
      if (tail.size() == TAIL) {
        tail.removeFirst();
      }
      tail.addLast(line);
    }
  }
}
