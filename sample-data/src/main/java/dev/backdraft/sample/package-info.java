/**
 * The checkout service with real faults, before and after; no other module may enter. Nothing is
 * here yet: the service has not landed.
 */
package dev.backdraft.sample;
