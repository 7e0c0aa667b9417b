/**
 * The commands around a replay: making a plan, checking it, running it, recording a capture. They
 * show what the replay module measures; no figure is made up here, and no JavaFX enters.
 */
package dev.backdraft.app.cli.replay;
