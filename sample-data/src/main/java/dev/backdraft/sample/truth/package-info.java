/**
 * What is wrong in each incident, from the service's own code. For the demo and for tests: whoever
 * analyses must find it without looking here.
 */
package dev.backdraft.sample.truth;
