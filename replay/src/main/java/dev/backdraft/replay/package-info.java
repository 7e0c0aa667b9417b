/**
 * From captured requests over paced load to a verdict; no JavaFX may enter. Nothing is here yet:
 * the replay has not landed.
 */
package dev.backdraft.replay;
