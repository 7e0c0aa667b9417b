package dev.backdraft.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the evidence of an incident is made of, as its manifest says. */
final class Manifest {
  private Manifest() {}

  /**
   * One file.
   *
   * @param name below the incident's folder
   */
  record Entry(String name, long bytes, String sha256) {
    /** True if the file is there with just these bytes. */
    boolean matches(Path file) throws IOException {
      return Files.isRegularFile(file)
          && Files.size(file) == bytes
          && Manifest.sha256(file).equals(sha256);
    }
  }

  static List<Entry> of(Incident incident) throws IOException {
    try (InputStream in = EvidenceFiles.open("evidence/" + incident.id() + "/manifest.json")) {
      List<Entry> entries = new ArrayList<>();
      for (JsonNode file : JsonMapper.builder().build().readTree(in).path("files")) {
        entries.add(
            new Entry(
                file.path("name").asString(),
                file.path("bytes").asLong(),
                file.path("sha256").asString()));
      }
      return entries;
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      var _ = new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
