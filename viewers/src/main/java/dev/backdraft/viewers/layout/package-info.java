/** Where things are drawn, as primitive arrays. No JavaFX enters. */
package dev.backdraft.viewers.layout;
