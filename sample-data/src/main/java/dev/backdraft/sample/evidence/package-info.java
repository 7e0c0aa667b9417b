/**
 * Makes the evidence of an incident anew: runs its two builds under its traffic and keeps what they
 * leave. Nothing of it runs inside the service.
 */
package dev.backdraft.sample.evidence;
