/** Colours and painters: arrays in, pixels out. */
package dev.backdraft.viewers.paint;
