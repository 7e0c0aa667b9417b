/**
 * A table of methods, classes, packages or threads by weight, as a control. It sorts and filters
 * rows that are ready; no question about a recording enters.
 */
package dev.backdraft.viewers.table;
