/**
 * Asking the person for files and folders, behind one interface. What they are for stays outside.
 */
package dev.backdraft.app.choose;
