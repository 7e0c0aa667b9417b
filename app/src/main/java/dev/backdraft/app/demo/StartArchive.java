package dev.backdraft.app.demo;

import dev.backdraft.sample.Checkout;
import dev.backdraft.sample.Incident;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * An archive of the sample service's classes, so that a block's fresh process is ready in half a
 * second and not in one and a half. Made once, by starting the service and ending it; kept in the
 * cache as long as Java and the jars stay the same; where that failed once it is not tried again.
 * Those of other versions are deleted, for each takes some 20 MB. Both builds start with the same
 * one, and what they compile is not in it. Without it everything works too, only slower.
 */
final class StartArchive {
  private static final int PATIENCE_SECONDS = 60;
  private static final String PREFIX = "checkout-";

  private StartArchive() {}

  /** The archive that fits this Java and this class path, made now if there is none. */
  static Optional<Path> in(Path folder, List<String> java, String classPath) {
    String key = key(java, classPath);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Path archive = folder.resolve(PREFIX + key + ".jsa");
    Path failed = folder.resolve(PREFIX + key + ".failed");
    try {
      if (!Files.exists(archive) && !Files.exists(failed)) {
        Files.createDirectories(folder);
        forgetOthers(folder, key);
        // Whatever ends this, were it the machine: the next start does not wait for it again.
        Files.createFile(failed);
        make(folder, archive, java, classPath);
        if (Files.exists(archive)) {
          Files.delete(failed);
        }
      }
    } catch (IOException | ExecutionException | TimeoutException slower) {
      return Optional.empty();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    return Files.exists(archive) ? Optional.of(archive) : Optional.empty();
  }

  /** What another Java or other jars left. */
  private static void forgetOthers(Path folder, String key) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, PREFIX + "*.{jsa,failed}")) {
      for (Path file : old) {
        if (!file.getFileName().toString().startsWith(PREFIX + key + ".")) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /**
   * Names Java and every jar with its size and time; empty if there are folders, which Java
   * refuses.
   */
  private static String key(List<String> java, String classPath) {
    List<String> parts = new ArrayList<>(java);
    parts.add(System.getProperty("java.vm.version", ""));
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      File file = new File(entry);
      if (file.isDirectory()) {
        return "";
      }
      parts.add(entry + ' ' + file.length() + ' ' + file.lastModified());
    }
    return Integer.toHexString(parts.hashCode());
  }

  private static void make(Path folder, Path archive, List<String> java, String classPath)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Path scratch = Files.createTempDirectory(folder, "start");
    Path part = scratch.resolve("part.jsa");
    List<String> command = new ArrayList<>(java);
    command.add("-XX:ArchiveClassesAtExit=" + part);
    command.addAll(List.of("-Xlog:disable", "-cp", classPath, Checkout.class.getName()));
    command.addAll(List.of("--port", "0", "--incident", Incident.CAPACITY.id()));
    command.addAll(List.of("--build", "before", "--folder", scratch.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      CompletableFuture<Boolean> ready = CompletableFuture.supplyAsync(() -> ready(process));
      boolean came = ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroy();
      if (came && process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && Files.exists(part)) {
        Files.move(part, archive, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      process.destroyForcibly();
      delete(scratch);
    }
  }

  private static boolean ready(Process process) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.contains("\"message\":\"ready\"")) {
          return true;
        }
      }
      return false;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
