/**
 * A faster answer that is spelt otherwise: the build with the fault. Nothing but the classes that
 * differ.
 */
@NullMarked
package dev.backdraft.sample.contract;

import org.jspecify.annotations.NullMarked;
