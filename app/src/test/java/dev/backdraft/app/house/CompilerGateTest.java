package dev.backdraft.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/**
 * Error Prone, NullAway and the compiler's own warnings fail the build: the very arguments of
 * pom.xml refuse these samples.
 */
final class CompilerGateTest {
  @TempDir Path folder;

  @Test
  void aSoundSampleIsAccepted() throws Exception {
    assertThat(compile("int length(String text) { return text.length(); }")).isEmpty();
  }

  @Test
  void aPossibleNullIsRefused() throws Exception {
    assertThat(
            compile(
                "int length(@org.jspecify.annotations.Nullable String t) { return t.length(); }"))
        .contains("[NullAway]");
  }

  @Test
  void aForgottenResultIsRefused() throws Exception {
    assertThat(compile("void trim(String text) { text.trim(); }")).contains("[ReturnValueIgnored]");
  }

  @Test
  void textInThePlatformsOwnCharsetIsRefused() throws Exception {
    assertThat(
            compile(
                "java.io.Reader open(java.io.InputStream in) { return new"
                    + " java.io.InputStreamReader(in); }"))
        .contains("[DefaultCharset]");
  }

  @Test
  void aWarningOfTheCompilerIsRefused() throws Exception {
    assertThat(compile("java.util.List raw() { return new java.util.ArrayList(); }"))
        .contains("rawtypes");
  }

  /** What the compiler says of a class with this member, or nothing if it is accepted. */
  private String compile(String member) throws Exception {
    Path source = folder.resolve("Sample.java");
    Files.writeString(
        source,
        "package sample;\n\n@org.jspecify.annotations.NullMarked\npublic class Sample {\n  "
            + member
            + "\n}\n");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(argumentsOfTheBuild());
    command.addAll(
        List.of(
            "--release",
            "25",
            "-d",
            folder.resolve("out").toString(),
            "-processorpath",
            System.getProperty("java.class.path"),
            "-classpath",
            System.getProperty("java.class.path"),
            source.toString()));
    Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said;
    try (InputStream out = javac.getInputStream()) {
      said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    int exit = javac.waitFor();
    assertThat(exit).as(said).isEqualTo(said.contains("error:") ? 1 : 0);
    return exit == 0 ? "" : said;
  }

  private static List<String> argumentsOfTheBuild() throws Exception {
    try (InputStream pom = Files.newInputStream(SourceTree.ROOT.resolve("pom.xml"))) {
      NodeList found =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(pom)
              .getElementsByTagName("arg");
      List<String> arguments = new ArrayList<>();
      for (int i = 0; i < found.getLength(); i++) {
        arguments.add(found.item(i).getTextContent());
      }
      if (arguments.size() < 10) {
        throw new IOException("the compiler's arguments have moved: " + arguments);
      }
      return arguments;
    }
  }
}
