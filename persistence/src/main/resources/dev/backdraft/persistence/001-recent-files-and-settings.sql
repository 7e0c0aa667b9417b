CREATE TABLE recent_file (
  path       TEXT PRIMARY KEY,
  opened_at  INTEGER NOT NULL, -- epoch milliseconds
  size_bytes INTEGER NOT NULL,
  about      TEXT NOT NULL
) STRICT;
CREATE INDEX recent_file_by_time ON recent_file (opened_at DESC);
CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
