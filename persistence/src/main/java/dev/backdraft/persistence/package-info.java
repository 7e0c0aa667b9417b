/**
 * What the workbench remembers: an API of records and interfaces with SQLite behind it. No JavaFX
 * and no evidence enters.
 */
package dev.backdraft.persistence;
