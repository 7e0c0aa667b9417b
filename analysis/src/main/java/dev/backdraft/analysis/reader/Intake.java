package dev.backdraft.analysis.reader;

import dev.backdraft.analysis.reader.jfr.JfrReader;
import dev.backdraft.analysis.reader.jfr.Source;
import dev.backdraft.analysis.reader.packed.Budget;
import dev.backdraft.analysis.reader.packed.Unpacker;
import dev.backdraft.analysis.recording.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Recognises files by their content, unpacks them, and says why one cannot be taken. */
final class Intake {
  /** A packed file may hold packed files, and no more than that. */
  private static final int MAX_LEVELS = 2;

  private static final String OLD_READERS =
      "JDK Mission Control up to version 6, and the tools of Oracle JDK 7 and 8";

  private final Progress progress;

  /** What is worth unpacking. */
  private static final Unpacker.Wanted WANTED =
      new Unpacker.Wanted() {
        @Override
        public boolean wants(byte[] head, int length) {
          return Sniffer.isJfr(head, length) || Unpacker.packing(head, length) != null;
        }

        @Override
        public boolean mayHold(byte[] head, int length) {
          return wants(head, length) || isUnknown(Sniffer.looksLike(head, length));
        }
      };

  private final List<JfrReader.Input> inputs = new ArrayList<>();
  private long doneBytes;
  private long totalBytes;

  Intake(Progress progress) {
    this.progress = progress;
  }

  /** How many bytes of packed files were read. */
  long doneBytes() {
    return doneBytes;
  }

  List<JfrReader.Input> inputs() {
    return inputs;
  }

  void addAll(List<Path> files) throws EvidenceException {
    boolean done = false;
    try {
      for (Path file : files) {
        totalBytes += check(file);
      }
      for (Path file : files) {
        add(file);
      }
      done = true;
    } finally {
      if (!done) {
        for (JfrReader.Input input : inputs) {
          input.source().close();
        }
      }
    }
  }

  private static long check(Path file) throws EvidenceException {
    try {
      if (Files.isDirectory(file)) {
        throw new EvidenceException.Folder(file);
      }
      if (!Files.exists(file)) {
        throw new EvidenceException.Missing(file);
      }
      long size = Files.size(file);
      if (size == 0 && Files.isRegularFile(file)) {
        throw new EvidenceException.Empty(file);
      }
      if (!Files.isReadable(file)) {
        throw new EvidenceException.Forbidden(file);
      }
      return size;
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static EvidenceException failed(Path file, IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> new EvidenceException.Missing(file);
      case AccessDeniedException denied -> new EvidenceException.Forbidden(file);
      default -> new EvidenceException.Failed(file, e);
    };
  }

  private void add(Path file) throws EvidenceException {
    try {
      String name = file.getFileName().toString();
      int before = inputs.size();
      Given given = new Given(file, Files.size(file), Budget.of(file));
      String refused = take(given, file, name, "", List.of(), false);
      if (inputs.size() == before) {
        throw new EvidenceException.Unknown(
            file, refused == null ? "it holds no recording" : refused);
      }
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /**
   * A file that the person gave.
   *
   * @param budget what it may unpack to, in all layers together
   */
  private record Given(Path file, long sizeBytes, Budget budget) {}

  private static boolean isUnknown(String looksLike) {
    return looksLike.contains("no known format");
  }

  /**
   * Takes a file or unpacks it; gives what it looks like if it is nothing of that.
   *
   * @param given the file that the person gave
   * @param path where the bytes lie
   * @param name how the file is called in what is shown
   * @param packing how it was packed so far
   * @param temporary true if it must be deleted
   */
  private @Nullable String take(
      Given given,
      Path path,
      String name,
      String packing,
      List<Problem> problems,
      boolean temporary)
      throws IOException, EvidenceException {
    boolean kept = false;
    try {
      byte[] head = new byte[Sniffer.HEAD];
      int length;
      try (InputStream in = Files.newInputStream(path)) {
        length = in.readNBytes(head, 0, head.length);
      }
      Unpacker.Packing packed = Unpacker.packing(head, length);
      if (packed != null) {
        int level = packing.isEmpty() ? 0 : packing.split(" in ", -1).length;
        return level >= MAX_LEVELS
            ? "it is packed more than " + MAX_LEVELS + " times"
            : unpack(given, path, name, packing, problems, packed);
      }
      if (Sniffer.isJfr(head, length)) {
        refuseVersion(given.file(), Sniffer.jfrVersion(head, length));
      } else {
        String other = notJfr(path, given.file(), head, length, problems);
        if (other != null) {
          return other;
        }
      }
      Source source = new Source(path, name, temporary);
      kept = true;
      inputs.add(new JfrReader.Input(source, given.sizeBytes(), packing, problems));
      return null;
    } finally {
      if (temporary && !kept) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static void refuseVersion(Path file, int version) throws EvidenceException {
    if (version >= 0 && version >>> 16 == 0) {
      throw new EvidenceException.OldFormat(
          file, "JFR 0." + (version & 0xffff) + " (of Oracle JDK 7 and 8)", OLD_READERS);
    }
    if (version >>> 16 > 2 && version >= 0) {
      throw new EvidenceException.OldFormat(
          file, "JFR " + (version >>> 16) + '.' + (version & 0xffff), "a newer JDK's jfr tool");
    }
  }

  /** Null if there is a recording further down in the file; else what the file looks like. */
  private static @Nullable String notJfr(
      Path path, Path file, byte[] head, int length, List<Problem> problems)
      throws IOException, EvidenceException {
    if (Sniffer.isLfsPointer(head, length)) {
      throw new EvidenceException.LfsPointer(file, Sniffer.lfsSize(head, length));
    }
    if (length == 0) {
      for (Problem problem : problems) {
        throw new EvidenceException.Nothing(file, "it breaks off: " + problem.found());
      }
      throw new EvidenceException.Empty(file);
    }
    String looksLike = Sniffer.looksLike(head, length);
    try (Source source = new Source(path, "", false)) {
      return isUnknown(looksLike) && JfrReader.hasChunk(source) ? null : looksLike;
    }
  }

  private @Nullable String unpack(
      Given given,
      Path path,
      String name,
      String packing,
      List<Problem> problems,
      Unpacker.Packing packed)
      throws IOException, EvidenceException {
    int before = inputs.size();
    Unpacker.Unpacked unpacked =
        Unpacker.unpack(
            path, packed, given.budget(), WANTED, packing.isEmpty() ? this::read : bytes -> {});
    List<Unpacker.Part> parts = unpacked.parts();
    String refused = parts.isEmpty() ? "it looks like a ZIP file without recordings" : null;
    String all = packing.isEmpty() ? packed.id() : packed.id() + " in " + packing;
    for (int i = 0; i < parts.size(); i++) {
      Unpacker.Part part = parts.get(i);
      String partName = part.entry().isEmpty() ? name : name + '!' + part.entry();
      boolean taken = false;
      try {
        List<Problem> met = withFault(problems, part, partName, given.sizeBytes());
        String other = take(given, part.path(), partName, all, met, true);
        taken = true;
        refused = other == null ? refused : other;
      } finally {
        for (int rest = i + 1; rest < parts.size() && !taken; rest++) {
          Files.deleteIfExists(parts.get(rest).path());
        }
      }
    }
    Unpacker.Fault fault = unpacked.fault();
    Unpacker.Part last = parts.isEmpty() ? null : parts.getLast();
    boolean told = last != null && (last.limited() || last.fault() != null);
    if (fault != null && !told && inputs.size() > before) {
      tellLast(fault, name, given.sizeBytes());
    }
    return refused;
  }

  /** Behind the recordings that were taken there should have been more. */
  private void tellLast(Unpacker.Fault fault, String name, long sizeBytes) {
    JfrReader.Input last = inputs.getLast();
    List<Problem> problems = new ArrayList<>(last.problems());
    problems.add(
        packing(
            fault.limited(),
            name,
            fault.offset(),
            sizeBytes,
            "the rest of the packed file",
            fault.found()));
    inputs.set(
        inputs.size() - 1,
        new JfrReader.Input(last.source(), last.sizeBytes(), last.packing(), problems));
  }

  private void read(long bytes) {
    doneBytes += bytes;
    progress.bytes(Math.min(doneBytes, totalBytes), totalBytes);
    if (progress.cancelled()) {
      throw new CancellationException("reading was cancelled");
    }
  }

  private static List<Problem> withFault(
      List<Problem> problems, Unpacker.Part part, String name, long sizeBytes) {
    String fault = part.fault();
    if (fault == null && !part.limited()) {
      return problems;
    }
    List<Problem> all = new ArrayList<>(problems);
    all.add(
        packing(
            part.limited(),
            name,
            part.faultOffset(),
            sizeBytes,
            part.limited() ? "a recording of a likely size" : "more packed bytes",
            fault == null ? "one that grows without measure when unpacked" : fault));
    return all;
  }

  /** What is lost of a packed file from an offset on. */
  private static Problem packing(
      boolean limited, String name, long offset, long sizeBytes, String expected, String found) {
    return new Problem(
        limited ? Problem.Kind.LIMIT : Problem.Kind.BROKEN_COMPRESSION,
        name,
        offset,
        Math.max(0, sizeBytes - offset),
        expected,
        found);
  }
}
