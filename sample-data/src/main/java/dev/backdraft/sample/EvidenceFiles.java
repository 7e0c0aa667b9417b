package dev.backdraft.sample;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The evidence that comes with the program, and the plans to replay it. */
public final class EvidenceFiles {
  private EvidenceFiles() {}

  /**
   * Lays all evidence of an incident into a folder. What lies there already is kept if its bytes
   * are those of the manifest, and replaced otherwise.
   */
  public static void unpack(Incident incident, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path root = folder.toRealPath();
    for (Manifest.Entry entry : Manifest.of(incident)) {
      Path file = root.resolve(entry.name()).normalize();
      if (!file.startsWith(root)) {
        throw new IOException("the manifest names a file elsewhere: " + entry.name());
      }
      if (!entry.matches(file)) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        var _ = copy("evidence/" + incident.id() + "/" + entry.name(), part);
        if (!entry.matches(part)) {
          throw new IOException("the program's copy of " + entry.name() + " is damaged");
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Copies one file of an incident's evidence, as {@code before.jfr.gz}, into a folder. */
  public static Path copy(Incident incident, String name, Path folder) throws IOException {
    return copy("evidence/" + incident.id() + "/" + name, folder.resolve(name));
  }

  /** Copies the capture, whichever sort it is. */
  public static Path copyCapture(Incident incident, Path folder) throws IOException {
    String name = incident.inBrowser() ? "capture.har.gz" : "capture.gor.gz";
    return copy(incident, name, folder);
  }

  /** Copies the settings of recordings. */
  public static Path copySettings(Path folder) throws IOException {
    return copy("checkout.jfc", folder.resolve("checkout.jfc"));
  }

  /** The plan of an incident, in which {@code @command@} stands for the words that start Java. */
  public static String plan(Incident incident) throws IOException {
    try (InputStream in = open("plan/" + incident.id() + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Path copy(String resource, Path to) throws IOException {
    Path folder = to.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (InputStream in = open(resource)) {
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
    return to;
  }

  static InputStream open(String resource) throws IOException {
    InputStream in = EvidenceFiles.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException("the program comes without " + resource);
    }
    return in;
  }
}
