package dev.backdraft.app.cli;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.app.Version;
import dev.backdraft.app.cli.bench.BenchCommand;
import dev.backdraft.app.cli.bench.BenchFlameCommand;
import dev.backdraft.app.cli.bench.BenchOpenCommand;
import dev.backdraft.app.cli.bench.BenchReplayCommand;
import dev.backdraft.app.cli.bench.BenchWindowCommand;
import dev.backdraft.app.cli.demo.DemoCommand;
import dev.backdraft.app.cli.replay.CaptureCommand;
import dev.backdraft.app.cli.replay.ReplayCommand;
import dev.backdraft.app.problem.ErrorReport;
import dev.backdraft.app.problem.Remedy;
import dev.backdraft.replay.engine.EngineProcess;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line: what the words mean, and how a command ends. */
@Command(
    name = "backdraft",
    versionProvider = Cli.VersionText.class,
    mixinStandardHelpOptions = true,
    synopsisHeading = "",
    customSynopsis = {
      "Usage: backdraft [FILE...]                opens the window, with these files",
      "       backdraft COMMAND [OPTION...] ...  answers on the terminal"
    },
    description = {
      "",
      "Opens what production left behind and shows where the time, the memory and the threads"
          + " went.",
      ""
    },
    commandListHeading = "Commands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Example: backdraft summary checkout.jfr",
      "A command's own help: backdraft COMMAND --help"
    })
public final class Cli implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", hidden = true, paramLabel = "FILE")
  private List<String> files = List.of();

  /** The program's version as one line. */
  static final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "backdraft " + Version.TEXT,
        "Java " + Runtime.version() + ", " + System.getProperty("os.name")
      };
    }
  }

  private Cli(CommandSpec none) {
    this.spec = none;
  }

  /** True if these words ask for the window rather than for a command. */
  public static boolean asksForWindow(String[] args) {
    if (args.length == 0) {
      return true;
    }
    for (String arg : args) {
      if (arg.startsWith("-")) {
        return false;
      }
    }
    if (DemoCommand.asksForWindow(args)) {
      return true;
    }
    return looksLikeFile(args[0]) && !commandLine().getSubcommands().containsKey(args[0]);
  }

  /** Runs a command; returns the exit code. */
  public static int run(String[] args) throws IOException {
    Terminal terminal = Terminal.standard();
    try {
      return run(args, terminal);
    } finally {
      terminal.out().flush();
    }
  }

  static int run(String[] args, Terminal terminal) {
    try {
      return commandLine(terminal).execute(args);
    } catch (OutOfMemoryError e) {
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      terminal.say("this needs more memory than the " + megabytes + " MB that it may take");
      terminal
          .err()
          .println("  Give it more, as with BACKDRAFT_JAVA_OPTS=-Xmx8g, or narrow it with");
      terminal.err().println("  --from, --to and --thread.");
      return ExitCode.FAILED;
    }
  }

  /** For tests and documents: the commands with their options. */
  public static CommandLine commandLine() {
    return commandLine(Terminal.standard());
  }

  private static CommandLine bench(Terminal terminal) {
    CommandLine bench = new CommandLine(new BenchCommand());
    bench.addSubcommand(new BenchOpenCommand(terminal));
    bench.addSubcommand(new BenchFlameCommand(terminal));
    bench.addSubcommand(new BenchWindowCommand(terminal));
    bench.addSubcommand(new BenchReplayCommand(terminal));
    bench.getSubcommands().values().forEach(sub -> addHelp(sub.setUsageHelpWidth(100)));
    return bench;
  }

  private static CommandLine commandLine(Terminal terminal) {
    CommandLine line = new CommandLine(new Cli(CommandSpec.create()));
    line.addSubcommand(new SummaryCommand(terminal));
    line.addSubcommand(new FlameCommand(terminal));
    line.addSubcommand(new TopCommand(terminal));
    line.addSubcommand(new EventsCommand(terminal));
    line.addSubcommand(new ReplayCommand(terminal));
    line.addSubcommand(new CaptureCommand(terminal));
    line.addSubcommand(bench(terminal));
    line.addSubcommand(new DemoCommand(terminal));
    line.getSubcommands().values().forEach(sub -> addHelp(sub.setUsageHelpWidth(100)));
    return dressed(line, terminal);
  }

  /** A command that speaks and fails as all do. */
  static CommandLine dressed(CommandLine line, Terminal terminal) {
    line.setOut(
        new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true));
    line.setErr(terminal.err());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler(Cli::explainUsage);
    line.setExecutionExceptionHandler((e, command, parsed) -> explainFailure(e, command.getErr()));
    return line;
  }

  private static void addHelp(CommandLine sub) {
    sub.getCommandSpec().mixinStandardHelpOptions(true);
    sub.getCommandSpec().versionProvider(new VersionText());
    sub.getCommandSpec().usageMessage().optionListHeading("%nOptions:%n");
  }

  @Override
  public void run() {
    String word = files.isEmpty() ? "" : files.getFirst();
    if (word.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "a command or a file is missing");
    }
    throw new Misspelt(spec.commandLine(), word);
  }

  /** A first word that is neither a command nor a file. */
  private static final class Misspelt extends ParameterException {
    private static final long serialVersionUID = 1;

    Misspelt(CommandLine line, String word) {
      super(line, "there is no command or file '" + word + "'" + Suggestion.of(word, names(line)));
    }

    private static Iterable<String> names(CommandLine line) {
      return line.getSubcommands().entrySet().stream()
          .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
          .map(java.util.Map.Entry::getKey)
          .toList();
    }
  }

  private static boolean looksLikeFile(String word) {
    try {
      return word.contains("/")
          || word.contains("\\")
          || word.contains(".")
          || Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static int explainUsage(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    String message = String.valueOf(e.getMessage());
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      message = "unknown option or word '" + word + "'" + Suggestion.of(word, optionNames(line));
    }
    err.println("backdraft: " + message);
    err.println("  See: " + line.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static Iterable<String> optionNames(CommandLine line) {
    return line.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .flatMap(option -> java.util.Arrays.stream(option.names()))
        .toList();
  }

  private static int explainFailure(Exception e, PrintWriter err) {
    switch (e) {
      case EvidenceException evidence -> err.println("backdraft: " + Remedy.of(evidence).text());
      case CommandLine.TypeConversionException value -> {
        err.println("backdraft: " + value.getMessage());
        return ExitCode.USAGE;
      }
      case Refusal refusal -> err.println("backdraft: " + refusal.getMessage());
      case EngineProcess.BrokenException broken ->
          err.println("backdraft: " + Remedy.of(broken).text());
      case IOException io -> {
        err.println("backdraft: writing failed: " + io.getMessage());
        err.println(
            "  Check the disk and the rights of the folder, or name another place with -o.");
      }
      default -> {
        err.println("backdraft: unexpected error; please report this, it holds no file contents:");
        err.println(ErrorReport.of(e, Version.TEXT));
      }
    }
    return ExitCode.FAILED;
  }
}
