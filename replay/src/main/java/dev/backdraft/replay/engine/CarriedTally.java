package dev.backdraft.replay.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** How many answers held the values that later requests send back, and how many did not. */
public final class CarriedTally {
  private final Map<Place, Counts> counts = new LinkedHashMap<>();

  CarriedTally() {}

  /**
   * Where a value was looked for.
   *
   * @param source the request whose response was to hold it
   * @param take where it was to stand there
   */
  public record Place(int source, String take) {}

  /**
   * Answers that came whole.
   *
   * @param missing those without the value
   */
  public record Counts(long answers, long missing) {
    public Counts and(Counts other) {
      return new Counts(answers + other.answers, missing + other.missing);
    }
  }

  void add(int source, String take, boolean found) {
    add(new Place(source, take), new Counts(1, found ? 0 : 1));
  }

  void addAll(CarriedTally other) {
    other.counts.forEach(this::add);
  }

  private void add(Place place, Counts more) {
    counts.merge(place, more, Counts::and);
  }

  public void forEach(BiConsumer<Place, Counts> action) {
    counts.forEach(action);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(counts.size());
    for (Map.Entry<Place, Counts> one : counts.entrySet()) {
      out.writeInt(one.getKey().source());
      out.writeUTF(one.getKey().take());
      out.writeLong(one.getValue().answers());
      out.writeLong(one.getValue().missing());
    }
  }

  void read(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      add(new Place(in.readInt(), in.readUTF()), new Counts(in.readLong(), in.readLong()));
    }
  }
}
