package dev.backdraft.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every file is as google-java-format writes it; {@code .ci/format} rewrites them. */
final class FormatTest {
  private static final Formatter FORMATTER = new Formatter(JavaFormatterOptions.defaultOptions());

  @Test
  void everyJavaFileIsFormatted() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Path file : SourceTree.javaFiles()) {
      String text = SourceTree.read(file);
      String formatted = format(text);
      if (!text.equals(formatted)) {
        wrong.add(SourceTree.name(file) + ":" + firstDifference(text, formatted));
      }
    }
    assertThat(wrong)
        .as("not formatted (run .ci/format), with the first line that differs")
        .isEmpty();
  }

  @Test
  void aBadlyIndentedSampleIsRefused() throws Exception {
    String sample = "package x;\n\nfinal class A {\n      int   one;\n}\n";
    assertThat(firstDifference(sample, format(sample))).isEqualTo(4);
  }

  @Test
  void anUnusedImportIsRefused() throws Exception {
    String sample = "package x;\n\nimport java.util.List;\n\nfinal class A {}\n";
    assertThat(format(sample)).isNotEqualTo(sample);
  }

  @Test
  void recordPatternsOfTodaysJavaCanBeFormatted() throws Exception {
    String sample =
        """
        package x;

        final class A {
          record Point(int x, int y) {}

          static int sum(Object o) {
            return o instanceof Point(int x, int _) ? x : 0;
          }
        }
        """;
    assertThat(format(sample)).isEqualTo(sample);
  }

  private static String format(String text) throws FormatterException {
    return FORMATTER.formatSource(
        RemoveUnusedImports.removeUnusedImports(
            ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE)));
  }

  private static int firstDifference(String text, String formatted) {
    String[] a = text.split("\n", -1);
    String[] b = formatted.split("\n", -1);
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      if (!a[i].equals(b[i])) {
        return i + 1;
      }
    }
    return Math.min(a.length, b.length) + 1;
  }
}
