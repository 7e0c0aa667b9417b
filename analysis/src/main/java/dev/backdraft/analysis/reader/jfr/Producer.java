package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.EventTable;
import dev.backdraft.analysis.recording.JvmInfo;
import dev.backdraft.analysis.recording.SampleKind;
import dev.backdraft.analysis.recording.StringTable;
import java.util.List;

/** Who wrote a chunk, and what its events therefore mean. */
final class Producer {
  private Producer() {}

  /** What an event is a sample of: some producers use one type of event for several things. */
  static SampleKind kind(SampleRules rule, Chunk chunk) {
    return rule.kind();
  }

  /** What one sample of a chunk stands for, or 0 if that is not known. */
  static long periodNanos(SampleRules rule, Chunk chunk) {
    return 0;
  }

  /** The word for who wrote a chunk. */
  static String name(Chunk chunk) {
    return "hotspot";
  }

  /** The JVM of the first chunk that describes it. */
  static JvmInfo jvm(List<Chunk> chunks) {
    for (Chunk chunk : chunks) {
      for (int i = 0; i < chunk.counts.length; i++) {
        Chunk.LongList places = chunk.kept[i];
        TypeInfo type = chunk.metadata.type(i);
        if (places != null
            && places.size() > 0
            && SampleRules.local(type.name).equals("JVMInformation")) {
          return jvm(chunk, type, places);
        }
      }
    }
    return chunks.isEmpty()
        ? JvmInfo.UNKNOWN
        : new JvmInfo("", "", -1, -1, name(chunks.getFirst()));
  }

  private static JvmInfo jvm(Chunk chunk, TypeInfo type, Chunk.LongList places) {
    Texts texts = new Texts(new StringTable());
    EventSchema schema = new EventSchema(type);
    EventDecoder decoder = new EventDecoder(chunk, schema, 1);
    decoder.decode(places, 0, 1);
    int[] settled = decoder.texts.settle(texts);
    String name = "";
    String version = "";
    long pid = -1;
    long start = -1;
    for (int c = 0; c < schema.columns.size() && decoder.rows > 0; c++) {
      Object column = decoder.columns[c];
      switch (schema.columns.get(c).name()) {
        case "jvmName" -> name = text(column, settled, texts);
        case "jvmVersion" -> version = text(column, settled, texts);
        case "pid" -> pid = number(column);
        case "jvmStartTime" -> start = number(column);
        default -> {
          // Arguments and the like are not kept.
        }
      }
    }
    return new JvmInfo(name, version, pid, start, name(chunk));
  }

  private static String text(Object column, int[] settled, Texts texts) {
    if (!(column instanceof int[] ids)) {
      return "";
    }
    NewTexts.patch(ids, 0, 1, settled);
    return texts.table().get(ids[0]);
  }

  private static long number(Object column) {
    return column instanceof long[] numbers && numbers[0] != EventTable.MISSING ? numbers[0] : -1;
  }
}
