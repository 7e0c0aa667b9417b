/**
 * Tests of the JFR reader against the JDK's own, against files written by hand, and against damage.
 * Test support that no other test needs lives here too.
 */
@NullMarked
package dev.backdraft.analysis.reader.jfr;

import org.jspecify.annotations.NullMarked;
