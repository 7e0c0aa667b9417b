package dev.backdraft.analysis.reader.capture;

/** What a {@link JsonReader} stands on. */
public enum JsonToken {
  OBJECT_START,
  OBJECT_END,
  ARRAY_START,
  ARRAY_END,
  NAME,
  STRING,
  NUMBER,
  TRUE,
  FALSE,
  NULL,
  END
}
