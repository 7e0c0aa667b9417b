package dev.backdraft.app.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.backdraft.sample.Incident;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arrows of ARCHITECTURE.md, each with its because and a sample that it refuses. */
final class ArchitectureTest {
  private static final String ROOT = "dev.backdraft.";
  private static final String[] JAVAFX = {
    "javafx..", "com.sun.javafx..", "org.controlsfx..", "atlantafx..", "org.kordamp.."
  };

  private static final String DICE =
      "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom|random\\..*)"
          + "|java\\.security\\.SecureRandom";

  /** In a text of the source, by its folder or by its own name. */
  private static final Pattern TRUTH_FILE =
      Pattern.compile(
          "\"[^\"\\n]*(\\btruth/|\\b("
              + Stream.of(Incident.values()).map(Incident::id).collect(Collectors.joining("|"))
              + ")\\.json)");

  private static final String[] INCIDENTS =
      Stream.of(Incident.values())
          .map(incident -> ROOT + "sample." + incident.id() + "..")
          .toArray(String[]::new);

  private record Arrow(ArchRule rule, Map<String, String> refused) {}

  @TempDir Path folder;

  private static List<Arrow> arrows() {
    return Stream.of(javaFxArrows(), moduleArrows(), truthArrows(), incidentArrows(), innerArrows())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Arrow> javaFxArrows() {
    return List.of(
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage("dev.backdraft..")
                .and()
                .resideOutsideOfPackages(ROOT + "viewers..", ROOT + "app..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JAVAFX)
                .because(
                    "only viewers and app see JavaFX: the rest works where there is no display"),
            sample("replay.Bad", "javafx.scene.Node a;")),
        new Arrow(
            noClasses()
                .that()
                .resideInAnyPackage(
                    ROOT + "viewers.scale..", ROOT + "viewers.layout..", ROOT + "viewers.export..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JAVAFX)
                .because("layout is pure: tested as text, and shared with the command line"),
            sample("viewers.layout.Bad", "javafx.scene.Node a;")),
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage(ROOT + "app.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JAVAFX)
                .because("every command works on a machine without a display and starts fast"),
            sample("app.cli.Bad", "javafx.scene.Node a;")));
  }

  private static List<Arrow> moduleArrows() {
    return List.of(
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage(ROOT + "analysis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    ROOT + "viewers..", ROOT + "replay..", ROOT + "persistence..", ROOT + "app..")
                .because("analysis answers questions of evidence and must run anywhere, alone"),
            sample("analysis.Bad", "Object a = new dev.backdraft.app.Any();")),
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage(ROOT + "viewers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "replay..", ROOT + "persistence..", ROOT + "app..")
                .because("viewers draw answers and know nothing of where they come from"),
            sample("viewers.Bad", "Object a = new dev.backdraft.app.Any();")),
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage(ROOT + "persistence..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "viewers..", ROOT + "replay..", ROOT + "app..")
                .because("the store keeps records; who shows or makes them is not its business"),
            sample("persistence.Bad", "Object a = new dev.backdraft.app.Any();")),
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage(ROOT + "replay..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "viewers..", ROOT + "persistence..", ROOT + "app..")
                .because("a replay runs headless and gives its verdict to whoever asks"),
            sample("replay.Bad", "Object a = new dev.backdraft.app.Any();")),
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage(ROOT + "sample..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    ROOT + "analysis..",
                    ROOT + "viewers..",
                    ROOT + "replay..",
                    ROOT + "persistence..",
                    ROOT + "app..")
                .because("the sample service stands for a stranger's program"),
            sample("sample.Bad", "Object a = new dev.backdraft.app.Any();")));
  }

  private static List<Arrow> truthArrows() {
    return List.of(
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage("dev.backdraft..")
                .and()
                .resideOutsideOfPackages(
                    ROOT + "sample..", ROOT + "app.demo..", ROOT + "app.cli.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "sample..")
                .because(
                    "what is analysed stands for a stranger's program; only its demo knows it"),
            Map.of(
                "dev.backdraft.sample.Any",
                "package dev.backdraft.sample; public class Any {}",
                "dev.backdraft.analysis.query.Bad",
                "package dev.backdraft.analysis.query;"
                    + " class Bad { Object a = new dev.backdraft.sample.Any(); }")),
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage("dev.backdraft..")
                .and()
                .resideOutsideOfPackages(ROOT + "sample.truth..", ROOT + "app.cli.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "sample.truth..")
                .because("code that analyses never reads a truth file: it must find what is wrong"),
            Map.of(
                "dev.backdraft.sample.truth.Any",
                "package dev.backdraft.sample.truth; public class Any {}",
                "dev.backdraft.app.demo.Bad",
                "package dev.backdraft.app.demo;"
                    + " class Bad { Object a = new dev.backdraft.sample.truth.Any(); }")));
  }

  /** An incident is code that an engineer wrote: no dice, and no switch that turns it on. */
  private static List<Arrow> incidentArrows() {
    return List.of(
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage(ROOT + "sample..")
                .and()
                .resideOutsideOfPackage(ROOT + "sample.traffic..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(DICE)
                .orShould()
                .callMethod(Math.class, "random")
                .because("what fails depends on the requests, and is the same every time"),
            sample("sample.shop.Bad", "int a = new java.util.SplittableRandom(7).nextInt();")),
        new Arrow(
            noClasses()
                .that()
                .resideInAnyPackage(INCIDENTS)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                    "dev\\.backdraft\\.sample\\.(Incident|Build|Arguments|BuildLoader)")
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(Boolean.class, "getBoolean", String.class)
                .because("before and after differ by their code and not by a switch in it"),
            Map.of(
                "dev.backdraft.sample.Build",
                "package dev.backdraft.sample; public enum Build { BEFORE, AFTER }",
                "dev.backdraft.sample.convoy.Bad",
                "package dev.backdraft.sample.convoy;"
                    + " class Bad { boolean a = dev.backdraft.sample.Build.BEFORE != null; }")));
  }

  private static List<Arrow> innerArrows() {
    return List.of(
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage(ROOT + "analysis.recording..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "analysis.reader..", ROOT + "analysis.query..")
                .because("the model knows neither who fills it nor who asks it"),
            Map.of(
                "dev.backdraft.analysis.query.Any",
                "package dev.backdraft.analysis.query; public class Any {}",
                "dev.backdraft.analysis.recording.Bad",
                "package dev.backdraft.analysis.recording;"
                    + " class Bad { Object a = new dev.backdraft.analysis.query.Any(); }")),
        new Arrow(
            noClasses()
                .that()
                .resideInAPackage(ROOT + "analysis.query..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    ROOT + "analysis.reader..",
                    "java.nio.file..",
                    "java.net..",
                    "java.util.logging..")
                .because("a question is a pure function of a Recording"),
            Map.of(
                "dev.backdraft.analysis.query.Bad",
                "package dev.backdraft.analysis.query; class Bad { java.nio.file.Path a; }")),
        new Arrow(
            slices()
                .matching(ROOT + "(*).(*)..")
                .should()
                .beFreeOfCycles()
                .because("a room that needs the room that needs it is one room"),
            Map.of(
                "dev.backdraft.viewers.one.A",
                "package dev.backdraft.viewers.one;"
                    + " public class A { dev.backdraft.viewers.two.B b; }",
                "dev.backdraft.viewers.two.B",
                "package dev.backdraft.viewers.two;"
                    + " public class B { dev.backdraft.viewers.one.A a; }")));
  }

  @Test
  void everyArrowOfTheDrawingHolds() {
    List<Path> outputs =
        SourceTree.MODULES.stream()
            .map(module -> SourceTree.ROOT.resolve(module).resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    assertThat(outputs).as("compiled modules").hasSize(6);
    JavaClasses classes = new ClassFileImporter().importPaths(outputs);
    for (Arrow arrow : arrows()) {
      arrow.rule().allowEmptyShould(true).check(classes);
    }
  }

  /** Both builds name their classes alike, so each is looked at by itself. */
  @Test
  void everyArrowHoldsForBothBuildsOfTheIncidents() {
    for (String build : List.of("before", "after")) {
      Path output = SourceTree.ROOT.resolve("sample-data/target/classes/META-INF/builds/" + build);
      JavaClasses classes = new ClassFileImporter().importPath(output);
      for (String incident : INCIDENTS) {
        assertThat(classes.stream().map(type -> type.getPackageName() + ".."))
            .as("packages of " + build)
            .contains(incident);
      }
      for (Arrow arrow : arrows()) {
        arrow.rule().allowEmptyShould(true).check(classes);
      }
    }
  }

  @Test
  void noSourceButTheTruthsOwnNamesATruthFile() throws Exception {
    List<String> naming = new ArrayList<>();
    for (Path file : SourceTree.files("")) {
      String name = SourceTree.name(file);
      if (name.endsWith(".java") && name.contains("/src/main/") && !name.contains("/truth/")) {
        if (namesTruthFile(SourceTree.read(file))) {
          naming.add(name);
        }
      }
    }
    assertThat(naming).isEmpty();
    assertThat(namesTruthFile("open(\"truth/leak.json\")")).isTrue();
    assertThat(namesTruthFile("open(\"/dev/backdraft/sample/truth/\" + id)")).isTrue();
    assertThat(namesTruthFile("import dev.backdraft.sample.truth.Truth;")).isFalse();
  }

  private static boolean namesTruthFile(String source) {
    return TRUTH_FILE.matcher(source).find();
  }

  @Test
  void everyArrowRefusesItsSample() throws Exception {
    int number = 0;
    for (Arrow arrow : arrows()) {
      JavaClasses broken = compile(folder.resolve("arrow" + number++), arrow.refused());
      assertThatCode(() -> arrow.rule().check(broken))
          .as("must refuse its sample: " + arrow.rule().getDescription())
          .isInstanceOf(AssertionError.class);
    }
  }

  private static Map<String, String> sample(String type, String member) {
    int dot = type.lastIndexOf('.');
    return Map.of(
        "dev.backdraft.app.Any",
        "package dev.backdraft.app; public class Any {}",
        "javafx.scene.Node",
        "package javafx.scene; public class Node {}",
        ROOT + type,
        "package "
            + ROOT
            + type.substring(0, dot)
            + "; class "
            + type.substring(dot + 1)
            + " { "
            + member
            + " }");
  }

  private static JavaClasses compile(Path folder, Map<String, String> sources) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-d", folder.resolve("out").toString()));
    arguments.addAll(
        List.of("-proc:none", "-classpath", folder.toString(), "--limit-modules", "java.base"));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
      arguments.add(file.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    return new ClassFileImporter().importPath(folder.resolve("out"));
  }
}
