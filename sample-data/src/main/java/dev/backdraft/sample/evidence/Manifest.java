package dev.backdraft.sample.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Says how the evidence in a folder was made, when, with which JDK, and what its bytes are. */
final class Manifest {
  private static final String NAME = "manifest.json";

  private Manifest() {}

  static void write(Path folder, String incident) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files =
          all.filter(Files::isRegularFile).filter(file -> !file.endsWith(NAME)).sorted().toList();
    }
    JsonFactory factory = new JsonFactory();
    ObjectWriteContext pretty =
        new ObjectWriteContext.Base() {
          @Override
          public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }

          @Override
          public boolean hasPrettyPrinter() {
            return true;
          }
        };
    try (JsonGenerator json =
        factory.createGenerator(
            pretty, folder.resolve(NAME).toFile(), tools.jackson.core.JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringProperty("made", "sample-data/make-evidence.sh " + incident);
      json.writeStringProperty("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
      json.writeStringProperty(
          "jdk",
          System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
      json.writeStringProperty(
          "system",
          System.getProperty("os.name")
              + ", "
              + Runtime.getRuntime().availableProcessors()
              + " cores");
      json.writeArrayPropertyStart("files");
      for (Path file : files) {
        json.writeStartObject();
        json.writeStringProperty("name", folder.relativize(file).toString());
        json.writeNumberProperty("bytes", Files.size(file));
        json.writeStringProperty("sha256", sha256(file));
        json.writeEndObject();
      }
      json.writeEndArray().writeEndObject();
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      var _ = new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
