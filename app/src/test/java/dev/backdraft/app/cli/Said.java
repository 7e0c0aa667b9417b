package dev.backdraft.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** What a command said and how it ended. */
record Said(int exit, String out, String err) {

  static Said by(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    int exit = Cli.run(args, new Terminal(out, new PrintWriter(err, true)));
    return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString());
  }
}
