/** Tests of the columnar model. */
package dev.backdraft.analysis.recording;
