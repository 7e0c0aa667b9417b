/** Finding a command or a method by typing some of its letters. What they do does not enter. */
package dev.backdraft.app.palette;
