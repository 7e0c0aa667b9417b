package dev.backdraft.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backdraft.app.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documents name exists: files, links, classes, commands and their options. */
final class DocsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern PATH =
      Pattern.compile(
          "\\.?[\\w.-]+(/[\\w.-]+)+/?|[\\w-]+\\.(md|xml|sh|sql|css|fxml|txt|json)|mvnw|\\.ci/\\w+");
  private static final Pattern TYPE = Pattern.compile("([A-Z][a-z0-9]+){2,}(\\.\\w+)?");
  private static final Pattern COMMAND =
      Pattern.compile("^\\s*(?:\\./)?backdraft ([a-z]+)(?![\\w.-])(.*)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");

  /** Said once for all commands, at the top of the document. */
  private static final Set<String> FOR_ALL = Set.of("--help", "--version");

  /** Types of the JDK, of JavaFX and of the formats that the documents speak of. */
  private static final Set<String> FOREIGN = new HashSet<>();

  private static final Set<String> OURS = new HashSet<>();

  @BeforeAll
  static void collectNames() throws Exception {
    for (Path file : SourceTree.files("")) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".java")) {
        OURS.add(name.substring(0, name.length() - ".java".length()));
      }
    }
    try (var in = DocsTest.class.getResourceAsStream("docs-foreign-names.txt")) {
      new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(FOREIGN::add);
    }
  }

  @Test
  void whatTheDocumentsNameExists() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Path document : documents()) {
      wrong.addAll(complaints(document, SourceTree.read(document)));
    }
    assertThat(wrong).as("named in a document but not there").isEmpty();
  }

  @Test
  void everyCommandIsInTheCommandLineDocument() throws Exception {
    String text = SourceTree.read(SourceTree.ROOT.resolve("docs/cli.md"));
    Cli.commandLine()
        .getSubcommands()
        .forEach((name, sub) -> {
          if (!sub.getCommandSpec().usageMessage().hidden()) {
            String section = section(text, name);
            assertThat(section).as("section " + name).isNotEmpty();
            sub.getCommandSpec().options().stream()
                .filter(option -> !option.hidden() && !FOR_ALL.contains(option.longestName()))
                .forEach(option ->
                    assertThat(section).as("section " + name).contains(option.longestName()));
            assertThat(unknown(section, sub)).as("section " + name).isEmpty();
          }
        });
  }

  /** From its title to the next one. */
  private static String section(String text, String command) {
    int from = text.indexOf("\n## `" + command + "`");
    int end = from < 0 ? -1 : text.indexOf("\n## ", from + 1);
    return from < 0 ? "" : end < 0 ? text.substring(from) : text.substring(from, end);
  }

  /** Options that a list of the section explains, but the command has not. */
  private static List<String> unknown(String section, CommandLine command) {
    return section
        .lines()
        .filter(line -> line.startsWith("- `--"))
        .flatMap(line -> OPTION.matcher(line.split("`", 3)[1]).results().map(MatchResult::group))
        .filter(option -> command.getCommandSpec().findOption(option) == null)
        .toList();
  }

  @Test
  void anOptionThatASectionMakesUpIsRefused() {
    CommandLine summary = Cli.commandLine().getSubcommands().get("summary");
    assertThat(unknown("- `--strict`: x\n- `--magic N`: y", summary)).containsExactly("--magic");
    assertThat(section("a\n## `top`\nb\n## `demo`\nc", "top")).isEqualTo("\n## `top`\nb");
    assertThat(section("a\n## `top`\nb", "flame")).isEmpty();
  }

  @Test
  void aPathThatIsNotThereIsRefused() {
    assertThat(sample("See `docs/none.md`.")).containsExactly("README.md: docs/none.md");
  }

  @Test
  void aLinkToNothingIsRefused() {
    assertThat(sample("[here](docs/none.md)")).containsExactly("README.md: docs/none.md");
  }

  @Test
  void aClassThatIsNotThereIsRefused() {
    assertThat(sample("Ask the `FlameOracle`.")).containsExactly("README.md: FlameOracle");
  }

  @Test
  void aCommandThatIsNotThereIsRefused() {
    assertThat(sample("```\n./backdraft divine x.jfr\n```"))
        .containsExactly("README.md: backdraft divine");
  }

  @Test
  void anOptionThatIsNotThereIsRefused() {
    assertThat(sample("```\n./backdraft summary x.jfr --magic\n```"))
        .containsExactly("README.md: backdraft summary --magic");
  }

  private static List<String> sample(String text) {
    return complaints(SourceTree.ROOT.resolve("README.md"), text);
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    try (Stream<Path> top = Files.list(SourceTree.ROOT)) {
      top.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
    }
    try (Stream<Path> docs = Files.walk(SourceTree.ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
    }
    documents.sort(null);
    return documents;
  }

  private static List<String> complaints(Path document, String text) {
    List<String> wrong = new ArrayList<>();
    String name = SourceTree.name(document);
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      String target = link.group(1);
      if (!target.contains("://") && !Files.exists(document.resolveSibling(target))) {
        wrong.add(name + ": " + target);
      }
    }
    Matcher code = CODE.matcher(text);
    while (code.find()) {
      checkCode(name, code.group(1), wrong);
    }
    boolean fenced = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced) {
        checkCommand(name, line, wrong);
      }
    }
    return wrong;
  }

  private static void checkCode(String document, String code, List<String> wrong) {
    checkCommand(document, code, wrong);
    if (PATH.matcher(code).matches()) {
      boolean built = code.matches("([\\w-]+/)?target/.*");
      if (!built && !Files.exists(SourceTree.ROOT.resolve(code)) && !FOREIGN.contains(code)) {
        wrong.add(document + ": " + code);
      }
    } else if (TYPE.matcher(code).matches()) {
      String type = code.contains(".") ? code.substring(0, code.indexOf('.')) : code;
      if (!OURS.contains(type) && !FOREIGN.contains(type)) {
        wrong.add(document + ": " + code);
      }
    }
  }

  private static void checkCommand(String document, String line, List<String> wrong) {
    Matcher command = COMMAND.matcher(line);
    if (!command.find()) {
      return;
    }
    CommandLine sub = Cli.commandLine().getSubcommands().get(command.group(1));
    if (sub == null) {
      wrong.add(document + ": backdraft " + command.group(1));
      return;
    }
    String[] words = command.group(2).strip().split("\\s+", 2);
    if (sub.getSubcommands().containsKey(words[0])) {
      sub = sub.getSubcommands().get(words[0]);
    }
    Matcher option = OPTION.matcher(command.group(2));
    while (option.find()) {
      if (sub.getCommandSpec().findOption(option.group()) == null) {
        wrong.add(document + ": backdraft " + command.group(1) + " " + option.group());
      }
    }
  }
}
