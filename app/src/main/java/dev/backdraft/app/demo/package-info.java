/**
 * The sample incidents from end to end: their plans, their runs and where the evidence of a run
 * points. Truth files are only held against what came out, never looked at on the way there.
 */
package dev.backdraft.app.demo;
