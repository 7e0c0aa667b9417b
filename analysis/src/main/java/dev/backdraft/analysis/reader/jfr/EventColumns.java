package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.EventType;
import dev.backdraft.analysis.recording.EventType.Content;
import dev.backdraft.analysis.recording.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the table of a type's events out of all chunks that have some. */
final class EventColumns {
  private EventColumns() {}

  static EventTable decode(
      EventType type, List<Chunk> chunks, Texts texts, Workers workers, JfrColumns.Broken broken) {
    List<List<Job>> found = new ArrayList<>();
    workers.run(1, number -> found.add(Job.of(chunks, type.name())), () -> {});
    List<Job> jobs = found.getFirst();
    @Nullable EventDecoder[] decoded = new EventDecoder[jobs.size()];
    EventSchema[] schemas = new EventSchema[jobs.size()];
    workers.run(
        jobs.size(),
        number -> {
          Job job = jobs.get(number);
          schemas[number] = new EventSchema(job.chunk().metadata.type(job.typeIndex()));
          EventDecoder decoder =
              new EventDecoder(job.chunk(), schemas[number], job.to() - job.from());
          decoder.decode(job.places(), job.from(), job.to());
          decoded[number] = decoder;
        },
        () -> {});
    int notWhole = 0;
    for (EventDecoder decoder : decoded) {
      notWhole += decoder == null ? 0 : decoder.broken;
    }
    if (notWhole > 0) {
      broken.tell(type.name(), notWhole);
    }
    return assemble(type, schemas, decoded, texts);
  }

  private static EventTable assemble(
      EventType type, EventSchema[] schemas, @Nullable EventDecoder[] decoded, Texts texts) {
    int rows = 0;
    for (EventDecoder decoder : decoded) {
      rows += decoder == null ? 0 : decoder.rows;
    }
    Map<String, Integer> places = FieldUnion.places(type.fields());
    Object[] columns = new Object[type.fields().size()];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = EventDecoder.column(type.fields().get(c).content(), rows);
    }
    int at = 0;
    for (int j = 0; j < decoded.length; j++) {
      EventDecoder decoder = decoded[j];
      if (decoder != null) {
        int[] settled = decoder.texts.settle(texts);
        List<EventType.Field> fields = schemas[j].fields();
        for (int c = 0; c < fields.size(); c++) {
          int to = FieldUnion.indexOf(places, fields.get(c));
          if (to < 0) {
            continue; // one of too many
          }
          System.arraycopy(decoder.columns[c], 0, columns[to], at, decoder.rows);
          if (columns[to] instanceof int[] ids && fields.get(c).content() == Content.TEXT) {
            NewTexts.patch(ids, at, at + decoder.rows, settled);
          }
        }
        at += decoder.rows;
      }
    }
    sort(type, columns, rows);
    return new EventTable(type, rows, columns);
  }

  private static void sort(EventType type, Object[] columns, int rows) {
    int time =
        FieldUnion.indexOf(
            FieldUnion.places(type.fields()),
            new EventType.Field("startTime", "", "", Content.TIMESTAMP));
    int[] order = time < 0 ? null : TimeSort.order((long[]) columns[time], rows);
    if (order == null) {
      return;
    }
    for (int c = 0; c < columns.length; c++) {
      columns[c] =
          switch (columns[c]) {
            case long[] column -> TimeSort.pick(column, order);
            case double[] column -> TimeSort.pick(column, order);
            case int[] column -> TimeSort.pick(column, order);
            default -> throw new IllegalStateException(columns[c].getClass().getName());
          };
    }
  }
}
