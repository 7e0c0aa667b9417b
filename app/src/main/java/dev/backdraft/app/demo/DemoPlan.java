package dev.backdraft.app.demo;

import dev.backdraft.app.Folders;
import dev.backdraft.replay.plan.PlanException;
import dev.backdraft.replay.plan.PlanReader;
import dev.backdraft.replay.plan.ReplayPlan;
import dev.backdraft.sample.Checkout;
import dev.backdraft.sample.EvidenceFiles;
import dev.backdraft.sample.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lays an incident's capture and plan into a folder, as somebody would have them who was called to
 * it; the builds start with the Java that runs this program.
 *
 * @param file the plan, which can be replayed again by itself
 */
public record DemoPlan(Incident incident, Path file, ReplayPlan plan) {
  /** Lays it there and reads it. */
  public static DemoPlan in(Path folder, Incident incident) throws IOException, PlanException {
    Files.createDirectories(folder);
    Path absolute = folder.toAbsolutePath();
    EvidenceFiles.copyCapture(incident, absolute);
    Path settings = EvidenceFiles.copySettings(absolute);
    if (incident.needsOldStore()) {
      EvidenceFiles.copy(incident, "old-store/checkout.db", absolute);
    }
    String text =
        EvidenceFiles.plan(incident)
            .replace("@command@", command())
            .replace("jfr: checkout.jfc", "jfr: " + quoted(settings.toString()));
    Path file = absolute.resolve(incident.id() + ".yaml");
    Files.writeString(file, text);
    return new DemoPlan(incident, file, PlanReader.read(text, absolute));
  }

  /**
   * All of an incident's files below a cache folder: recordings, metrics, spans and logs of both
   * builds besides. What is there already is checked by its hash and kept.
   */
  public static DemoPlan unpacked(Path cache, Incident incident) throws IOException, PlanException {
    Path folder = cache.resolve("demo").resolve(incident.id());
    EvidenceFiles.unpack(incident, folder);
    return in(folder, incident);
  }

  /** The recording of the build {@code before} or {@code after}, if all was unpacked. */
  public Path recording(String build) {
    return file.resolveSibling(build + ".jfr.gz");
  }

  private static String command() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-Xmx128m", "-XX:-UsePerfData"));
    words.add("--enable-native-access=ALL-UNNAMED");
    Path kept = Folders.ofThisMachine().cache().resolve("demo");
    Optional<Path> archive = StartArchive.in(kept, List.copyOf(words), classPath());
    archive.ifPresent(file -> words.add("-XX:SharedArchiveFile=" + file));
    words.addAll(List.of("-cp", classPath(), Checkout.class.getName()));
    return words.stream().map(DemoPlan::quoted).collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The service's jars are among ours, wherever those were found. */
  private static String classPath() {
    String modules = System.getProperty("jdk.module.path", "");
    String classes = System.getProperty("java.class.path", "");
    String between =
        modules.isEmpty() || classes.isEmpty() ? "" : System.getProperty("path.separator");
    return classes + between + modules;
  }
}
