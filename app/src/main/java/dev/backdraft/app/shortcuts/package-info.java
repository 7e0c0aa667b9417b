/** The page of all keys, made of the list of commands and of those of the controls. */
package dev.backdraft.app.shortcuts;
