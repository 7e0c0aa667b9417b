package dev.backdraft.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Short methods, short files, names that say something; an exception is listed with its reason. */
final class TidyTest {
  private static final int METHOD_LINES = 70;
  private static final int FILE_LINES = 500;
  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager|Impl|Misc|Common)$");

  /** Text that stands in one place only, and where that is. */
  private static final Map<String, String> ONE_PLACE =
      Map.of(
          "Platform.runLater(",
          "viewers/src/main/java/dev/backdraft/viewers/surface/UiThread.java");

  @Test
  void everyFileIsTidy() throws Exception {
    Map<String, String> exceptions = exceptions();
    List<String> untidy = new ArrayList<>();
    List<String> used = new ArrayList<>();
    for (Path file : SourceTree.javaFiles()) {
      String name = SourceTree.name(file);
      String text = SourceTree.read(file);
      for (String complaint : complaints(name, text)) {
        String key = complaint.substring(0, complaint.indexOf(": "));
        if (exceptions.containsKey(key)) {
          used.add(key);
        } else {
          untidy.add(complaint);
        }
      }
    }
    assertThat(untidy).as("untidy").isEmpty();
    assertThat(exceptions.keySet())
        .as("listed in tidy-exceptions.txt but no longer needed")
        .isSubsetOf(used);
  }

  @Test
  void aLongMethodIsRefused() throws Exception {
    String body = "    System.exit(1);\n".repeat(METHOD_LINES);
    assertThat(complaints("A.java", "class A {\n  void much() {\n" + body + "  }\n}\n"))
        .containsExactly("A.java#much: 72 lines, more than 70");
  }

  @Test
  void aLongFileIsRefused() throws Exception {
    assertThat(complaints("A.java", "class A {}\n" + "// more\n".repeat(FILE_LINES)))
        .containsExactly("A.java: 501 lines, more than 500");
  }

  @Test
  void aNameThatSaysNothingIsRefused() throws Exception {
    assertThat(complaints("StringUtils.java", "final class StringUtils {}\n"))
        .containsExactly("StringUtils.java#StringUtils: a name that says nothing");
  }

  @Test
  void sleepingInATestIsRefused() throws Exception {
    assertThat(
            complaints(
                "app/src/test/java/ATest.java",
                "class ATest { void a() throws Exception { Thread" + ".sleep(5); } }\n"))
        .containsExactly("app/src/test/java/ATest.java: a test that sleeps");
  }

  @Test
  void aSecondDoorToTheUiThreadIsRefused() throws Exception {
    assertThat(
            complaints(
                "viewers/A.java", "class A { void a() { Platform" + ".runLater(null); } }\n"))
        .hasSize(1)
        .first()
        .asString()
        .contains("belongs to viewers/src/main/java/dev/backdraft/viewers/surface/UiThread.java");
  }

  static List<String> complaints(String name, String text) throws IOException {
    List<String> found = new ArrayList<>();
    int lines = (int) text.lines().count();
    if (lines > FILE_LINES) {
      found.add(name + ": " + lines + " lines, more than " + FILE_LINES);
    }
    if (name.contains("src/test/") && text.contains("Thread" + ".sleep(")) {
      found.add(name + ": a test that sleeps");
    }
    ONE_PLACE.forEach((what, where) -> {
      if (text.contains(what) && !name.equals(where) && !name.endsWith("/TidyTest.java")) {
        found.add(name + ": " + what + ") belongs to " + where);
      }
    });
    scan(name, text, found);
    return found;
  }

  private static void scan(String name, String text, List<String> found) throws IOException {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, d -> {}, List.of(), null, List.of(new Source(name, text)));
    for (CompilationUnitTree unit : task.parse()) {
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      LineMap lines = unit.getLineMap();
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
          long from = lines.getLineNumber(positions.getStartPosition(unit, method));
          long to = lines.getLineNumber(positions.getEndPosition(unit, method));
          if (to - from + 1 > METHOD_LINES) {
            found.add(
                name
                    + "#"
                    + method.getName()
                    + ": "
                    + (to - from + 1)
                    + " lines, more than "
                    + METHOD_LINES);
          }
          return super.visitMethod(method, null);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
          if (EMPTY_NAME.matcher(type.getSimpleName()).matches()) {
            found.add(name + "#" + type.getSimpleName() + ": a name that says nothing");
          }
          return super.visitClass(type, null);
        }
      }.scan(unit, null);
    }
  }

  /** Lines of {@code place: reason}; a line without a reason is refused. */
  private static Map<String, String> exceptions() throws IOException {
    Map<String, String> reasons = new HashMap<>();
    try (var in = TidyTest.class.getResourceAsStream("tidy-exceptions.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
        String[] parts = line.split(": ", 2);
        assertThat(parts).as("needs a reason: " + line).hasSize(2);
        reasons.put(parts[0].strip(), parts[1]);
      }
    }
    return reasons;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(
          URI.create("string:///" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z./]", "")),
          JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
