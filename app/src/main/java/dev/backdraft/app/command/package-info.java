/**
 * Everything that a person can do, by name: menu, palette, keys and the page of shortcuts are made
 * of this one list. No control enters.
 */
package dev.backdraft.app.command;
