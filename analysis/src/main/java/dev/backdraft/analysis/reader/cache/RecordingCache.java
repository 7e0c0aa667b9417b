package dev.backdraft.analysis.reader.cache;

import dev.backdraft.analysis.reader.EvidenceException;
import dev.backdraft.analysis.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decoded of the recordings opened before, in a folder that may be deleted at any time.
 *
 * <p>A recording is known again by its content; where the system keeps a time of change that nobody
 * can set back, files that it has not touched since are not even read. Nothing is written while a
 * recording is being read: {@link #keep} does that when there is time for it.
 */
public final class RecordingCache {
  /** Smaller files are read faster than it pays to keep them. */
  private static final long SMALLEST_BYTES = 4L << 20;

  /** A file changed so shortly before it was read may change again without its time changing. */
  private static final long FRESH_NANOS = 2_000_000_000L;

  private static final int SEEN_KEPT = 16;
  private static final String SEEN = "seen";

  private final Shelf shelf;
  private final Clock clock;
  private final long smallestBytes;
  private final List<Kept> open = new ArrayList<>();

  /** Reads the files. */
  public interface Reading {
    Recording read() throws EvidenceException;
  }

  /** A recording whose columns may still have to be written down. */
  private static final class Kept {
    private final Recording recording;
    private final KeptColumns columns;
    private final List<Path> files;
    private final Identity identity;
    private final long openedNanos;

    /** Null as long as its content has no name here. */
    private @Nullable String name;

    Kept(
        Recording recording,
        KeptColumns columns,
        List<Path> files,
        Identity identity,
        long openedNanos) {
      this.recording = recording;
      this.columns = columns;
      this.files = files;
      this.identity = identity;
      this.openedNanos = openedNanos;
    }
  }

  public RecordingCache(Path folder, long limitBytes) {
    this(folder, limitBytes, revision(), Clock.systemUTC(), SMALLEST_BYTES);
  }

  RecordingCache(Path folder, long limitBytes, long revision, Clock clock, long smallestBytes) {
    this.shelf = new Shelf(folder, limitBytes, revision, clock);
    this.clock = clock;
    this.smallestBytes = smallestBytes;
  }

  /** Another build of this program may decode otherwise, so it does not believe this one. */
  private static long revision() {
    try {
      Path own =
          Path.of(RecordingCache.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.getLastModifiedTime(own).toMillis() * 31 + Files.size(own);
    } catch (IOException | java.net.URISyntaxException | RuntimeException e) {
      return Runtime.version().hashCode();
    }
  }

  /** The recording of these files: as kept, or else as {@code reading} reads it. */
  public Recording open(List<Path> files, Reading reading) throws EvidenceException {
    Identity identity = Identity.of(files);
    if (identity == null || identity.sizeBytes() < smallestBytes) {
      return reading.read();
    }
    long now = nanos(clock.instant());
    String name = find(files, identity);
    if (name != null) {
      BaseSection.Base base =
          shelf.read(name, BaseSection.NAME, in -> BaseSection.read(in, names(files)));
      if (base != null) {
        shelf.touch(name);
        return shelved(files, identity, now, name, base, reading);
      }
    }
    FreshColumns[] columns = new FreshColumns[1];
    Recording read =
        reading
            .read()
            .through(inner -> {
              columns[0] = new FreshColumns(inner);
              return columns[0];
            });
    add(new Kept(read, columns[0], files, identity, now));
    return read;
  }

  private Recording shelved(
      List<Path> files,
      Identity identity,
      long now,
      String name,
      BaseSection.Base base,
      Reading reading) {
    ShelvedColumns columns =
        new ShelvedColumns(shelf, name, base, () -> again(files, identity, reading));
    Recording recording = new Recording(base.summary(), base.tables(), columns);
    Kept kept = new Kept(recording, columns, files, identity, now);
    kept.name = name;
    add(kept);
    return recording;
  }

  private static @Nullable Recording again(List<Path> files, Identity identity, Reading reading) {
    try {
      return identity.equals(Identity.of(files)) ? reading.read() : null;
    } catch (EvidenceException e) {
      return null; // told as a problem of the recording
    }
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }

  private synchronized void add(Kept kept) {
    open.add(kept);
  }

  /** The name under which this content is kept, or null. */
  private @Nullable String find(List<Path> files, Identity identity) {
    List<String> candidates = shelf.ofSize(identity.sizeBytes());
    if (candidates.isEmpty()) {
      return null;
    }
    if (!identity.stamp().isEmpty()) {
      for (String candidate : candidates) {
        if (seen(candidate).contains(identity.stamp())) {
          return candidate;
        }
      }
    }
    String content = Identity.content(files);
    if (content == null) {
      return null;
    }
    String name = Shelf.name(identity.sizeBytes(), content);
    if (!candidates.contains(name)) {
      return null;
    }
    remember(name, identity, nanos(clock.instant()));
    return name;
  }

  private List<String> seen(String name) {
    List<String> stamps =
        shelf.read(
            name,
            SEEN,
            in -> {
              List<String> read = new ArrayList<>();
              for (int left = in.count(4); left > 0; left--) {
                read.add(in.text());
              }
              return read;
            });
    return stamps == null ? List.of() : stamps;
  }

  private void remember(String name, Identity identity, long openedNanos) {
    if (identity.stamp().isEmpty() || identity.newestNanos() > openedNanos - FRESH_NANOS) {
      return;
    }
    List<String> stamps = new ArrayList<>(seen(name));
    if (stamps.contains(identity.stamp())) {
      return;
    }
    stamps.addFirst(identity.stamp());
    List<String> kept = stamps.subList(0, Math.min(SEEN_KEPT, stamps.size()));
    shelf.write(
        name,
        SEEN,
        out -> {
          out.count(kept.size());
          for (String stamp : kept) {
            out.text(stamp);
          }
        });
  }

  /**
   * Writes down what was decoded since this was last called, and lets go of what has been closed.
   * Takes as long as writing that many bytes does; never fails.
   */
  public void keep() {
    List<Kept> all;
    synchronized (this) {
      all = List.copyOf(open);
    }
    boolean written = false;
    for (Kept kept : all) {
      boolean closed = kept.columns.closed();
      synchronized (kept) {
        boolean worth = kept.name != null || keepBase(kept);
        String name = kept.name;
        if (worth && name != null) {
          Decoded decoded = kept.columns.take();
          decoded.write(shelf, name, kept.recording.strings(), kept.columns.problems());
          written |= !decoded.isEmpty();
        }
        closed |= !worth;
      }
      if (closed) {
        synchronized (this) {
          open.remove(kept);
        }
      }
    }
    if (written) {
      shelf.trim();
    }
  }

  /** Keeps the tables; false if this recording cannot or need not be kept. */
  private boolean keepBase(Kept kept) {
    long bytes = 8L * kept.recording.stacks().size();
    String content = shelf.hasRoom(bytes) ? Identity.content(kept.files) : null;
    // Whatever was read is only kept if the files stayed the same from before until after.
    if (content == null || !kept.identity.equals(Identity.of(kept.files))) {
      return false;
    }
    String name = Shelf.name(kept.identity.sizeBytes(), content);
    List<String> names = names(kept.files);
    boolean there =
        shelf.write(name, BaseSection.NAME, out -> BaseSection.write(kept.recording, names, out));
    if (there) {
      kept.name = name;
      remember(name, kept.identity, kept.openedNanos);
      shelf.touch(name);
    }
    return there;
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
