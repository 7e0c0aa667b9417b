/** The demo on the command line. What it says is measured in this very run; no JavaFX enters. */
package dev.backdraft.app.cli.demo;
