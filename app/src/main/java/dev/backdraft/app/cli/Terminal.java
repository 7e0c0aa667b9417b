package dev.backdraft.app.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where commands speak: results as bytes (a picture must come through as it is), messages as text.
 *
 * @param out standard output
 * @param err standard error
 */
public record Terminal(OutputStream out, PrintWriter err) {
  private static final int BUFFER_BYTES = 1 << 16;

  public static Terminal standard() {
    return new Terminal(
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
        new PrintWriter(
            new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8),
            true));
  }

  public void print(CharSequence text) throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  public void say(String message) {
    err.println("backdraft: " + message);
  }
}
