package dev.backdraft.app.cli;

import dev.backdraft.analysis.query.Transform;
import dev.backdraft.analysis.query.Transforms;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The options that change what a call tree shows, applied in the order in which they are given:
 * each sees what the one before has left. Every option may be given several times. Picocli writes
 * none of the fields, the consumer takes the words.
 */
final class Reshaping {
  private Transforms steps = Transforms.NONE;

  @Option(
      names = "--focus",
      paramLabel = "FUNCTION",
      parameterConsumer = Step.class,
      description = "Only stacks with this function, from its outermost call on.")
  String focus = "";

  @Option(
      names = "--focus-subtree",
      paramLabel = "PATH",
      parameterConsumer = Step.class,
      description = "Only what is below this path of functions, joined by semicolons.")
  String subtree = "";

  @Option(
      names = "--hide",
      paramLabel = "FUNCTION",
      parameterConsumer = Step.class,
      description = "Without the stacks that hold this function.")
  String hide = "";

  @Option(
      names = "--merge",
      paramLabel = "FUNCTION",
      parameterConsumer = Step.class,
      description = "This function's frames vanish; their weight goes to the caller.")
  String merge = "";

  @Option(
      names = "--merge-library",
      paramLabel = "PACKAGE",
      parameterConsumer = Step.class,
      description = "The frames of this package, and of those below it, vanish likewise.")
  String library = "";

  @Option(
      names = "--only-my-code",
      parameterConsumer = Step.class,
      description = "The frames of the JDK, of other languages' run-times and native ones vanish.")
  boolean onlyMine;

  @Option(
      names = "--only-packages",
      paramLabel = "PACKAGE,...",
      parameterConsumer = Step.class,
      description = "Every frame vanishes but those of these packages.")
  String packages = "";

  @Option(
      names = "--collapse-recursion",
      parameterConsumer = Step.class,
      description = "Functions that call themselves directly become one frame.")
  boolean recursion;

  @Option(
      names = "--collapse-recursion-of",
      paramLabel = "FUNCTION",
      parameterConsumer = Step.class,
      description = "Inner calls of this function become one with its outermost.")
  String recursive = "";

  @Option(
      names = "--bottom-up",
      parameterConsumer = Step.class,
      description = "Callers below: the leaf is the root.")
  boolean bottomUp;

  Transforms transforms() {
    return steps;
  }

  /** A step as it was typed. */
  static String option(Transform step) {
    String name =
        switch (step.kind()) {
          case ONLY_MY_CODE -> step.argument().isEmpty() ? "only-my-code" : "only-packages";
          case COLLAPSE_RECURSION ->
              step.argument().isEmpty() ? "collapse-recursion" : "collapse-recursion-of";
          case INVERT -> "bottom-up";
          case FOCUS_FUNCTION, FOCUS_SUBTREE, HIDE_FUNCTION, MERGE_FUNCTION, MERGE_LIBRARY ->
              step.kind().id();
        };
    return "--" + name + (step.argument().isEmpty() ? "" : " " + step.argument());
  }

  /** Adds the step of an option to those before it. */
  static final class Step implements IParameterConsumer {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's own signature
    public void consumeParameters(Stack<String> args, ArgSpec arg, CommandSpec command) {
      String name = ((CommandLine.Model.OptionSpec) arg).longestName();
      Reshaping target = holder(arg);
      Transform.Kind kind = kind(name);
      boolean flag = arg.arity().max() == 0;
      if (!flag && args.isEmpty()) {
        throw new ParameterException(
            command.commandLine(), name + " needs a " + arg.paramLabel() + " behind it");
      }
      String argument = flag ? "" : args.pop();
      if (!flag && argument.isBlank()) {
        throw new ParameterException(
            command.commandLine(), name + " needs a name that is not empty");
      }
      target.steps = target.steps.with(kind, argument);
    }

    private static Reshaping holder(ArgSpec arg) {
      try {
        return (Reshaping) arg.scope().get();
      } catch (Exception e) { // picocli's signature; the holder is there since it was made
        throw new IllegalStateException(e);
      }
    }

    private static Transform.Kind kind(String option) {
      return switch (option) {
        case "--only-packages" -> Transform.Kind.ONLY_MY_CODE;
        case "--collapse-recursion-of" -> Transform.Kind.COLLAPSE_RECURSION;
        case "--bottom-up" -> Transform.Kind.INVERT;
        default -> Transform.parse(option.substring(2) + ":x").kind();
      };
    }
  }
}
