package dev.backdraft.app.palette;

/**
 * Something that can be chosen.
 *
 * @param label what is found by typing
 * @param detail beside it, quieter, as the group of a command or the share of a method
 * @param keys the keys that do the same, or ""
 * @param possible whether choosing it would do anything now
 * @param action what choosing it does
 */
public record Choice(String label, String detail, String keys, boolean possible, Runnable action) {}
