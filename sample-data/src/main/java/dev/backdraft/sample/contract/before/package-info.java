/**
 * A faster answer that is spelt otherwise: the build with the fault. Nothing but the classes that
 * differ.
 */
package dev.backdraft.sample.contract.before;
