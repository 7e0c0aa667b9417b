import org.jspecify.annotations.NullMarked;

/** What the workbench remembers, in SQLite. */
@NullMarked
module dev.backdraft.persistence {
  requires static transitive org.jspecify;
  requires java.sql;
  requires org.xerial.sqlitejdbc;

  exports dev.backdraft.persistence;
}
