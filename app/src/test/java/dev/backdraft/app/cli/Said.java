package dev.backdraft.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine;

/** What a command said and how it ended. */
public record Said(int exit, String out, String err) {

  public static Said by(String... args) {
    return by(args, Cli::run);
  }

  /** The words of one command, which is made for the test. */
  public static Said by(Function<Terminal, Object> command, String... args) {
    return by(
        args,
        (words, terminal) ->
            Cli.dressed(new CommandLine(command.apply(terminal)), terminal).execute(words));
  }

  private static Said by(String[] args, BiFunction<String[], Terminal, Integer> run) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    int exit = run.apply(args, new Terminal(out, new PrintWriter(err, true)));
    return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString());
  }
}
