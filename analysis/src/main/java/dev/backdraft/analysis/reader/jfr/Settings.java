package dev.backdraft.analysis.reader.jfr;

import dev.backdraft.analysis.recording.StringTable;
import dev.backdraft.analysis.recording.Texts;
import java.util.HashMap;
import java.util.Map;

/** What a chunk was recorded with, as its ActiveSetting events say. */
final class Settings {
  /** Settings change in the middle of a chunk at most a few times. */
  private static final int MOST = 20_000;

  private final Map<Long, Map<String, String>> byType = new HashMap<>();
  private final Map<String, String> any = new HashMap<>();

  private Settings() {}

  static Settings of(Chunk chunk) {
    Settings settings = new Settings();
    for (int i = 0; i < chunk.counts.length; i++) {
      Places places = chunk.kept[i];
      String name = chunk.metadata.type(i).name;
      if (places == null || places.size() == 0) {
        continue;
      }
      if (SampleRules.local(name).equals("ActiveSetting")) {
        settings.read(chunk, i, places);
      } else if (name.equals("datadog.DatadogProfilerConfig")) {
        settings.readConfig(chunk, i, places);
      }
    }
    return settings;
  }

  private void read(Chunk chunk, int typeIndex, Places places) {
    EventSchema schema = new EventSchema(chunk.metadata.type(typeIndex));
    EventDecoder decoder = new EventDecoder(chunk, schema, Math.min(MOST, places.size()));
    decoder.decode(places, 0, Math.min(MOST, places.size()));
    Texts texts = new Texts(new StringTable());
    int[] settled = decoder.texts.settle(texts);
    int id = column(schema, "id");
    int name = column(schema, "name");
    int value = column(schema, "value");
    if (id < 0 || name < 0 || value < 0 || !(decoder.columns[id] instanceof long[] ids)) {
      return;
    }
    for (int row = 0; row < decoder.rows; row++) {
      String key = text(chunk, decoder, name, row, settled, texts);
      String said = text(chunk, decoder, value, row, settled, texts);
      byType.computeIfAbsent(ids[row], _ -> new HashMap<>()).put(key, said);
      any.put(key, said);
    }
  }

  /** Datadog's profiler says in one event of many fields what others say in many settings. */
  private void readConfig(Chunk chunk, int typeIndex, Places places) {
    EventSchema schema = new EventSchema(chunk.metadata.type(typeIndex));
    EventDecoder decoder = new EventDecoder(chunk, schema, 1);
    decoder.decode(places, 0, 1);
    for (int c = 0; c < schema.columns.size() && decoder.rows > 0; c++) {
      if (decoder.columns[c] instanceof long[] numbers) {
        any.put(schema.columns.get(c).name(), Long.toString(numbers[0]));
      }
    }
  }

  private static int column(EventSchema schema, String name) {
    for (int i = 0; i < schema.columns.size(); i++) {
      if (schema.columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static String text(
      Chunk chunk, EventDecoder decoder, int column, int row, int[] settled, Texts texts) {
    if (!(decoder.columns[column] instanceof int[] ids)) {
      return "";
    }
    // Constants of the chunk already have ids of the recording's own table.
    return ids[row] < StringTable.NONE
        ? texts.table().get(settled[-2 - ids[row]])
        : chunk.strings.get(ids[row]);
  }

  /** A setting of a type of events, or "". */
  String of(long typeId, String name) {
    Map<String, String> settings = byType.get(typeId);
    return settings == null ? "" : settings.getOrDefault(name, "");
  }

  /** A setting of whatever type, or "". */
  String any(String name) {
    return any.getOrDefault(name, "");
  }

  boolean has(String name) {
    return any.containsKey(name);
  }

  boolean isEmpty() {
    return any.isEmpty();
  }

  /** A number, or the given one if the setting is not there or is none. */
  long number(String name, long otherwise) {
    try {
      return Long.parseLong(any(name).strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
