/**
 * The commands that measure the program on the person's own machine; hidden from the main help.
 * They measure what the other commands and the window run, and have no fast way of their own.
 */
package dev.backdraft.app.cli.bench;
