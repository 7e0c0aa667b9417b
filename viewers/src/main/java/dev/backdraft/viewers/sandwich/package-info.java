/**
 * One function with its callers above and its callees below, out of two flame graphs. No question
 * about a recording enters.
 */
package dev.backdraft.viewers.sandwich;
