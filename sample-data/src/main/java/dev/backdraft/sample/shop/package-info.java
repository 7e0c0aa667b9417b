/**
 * What every build of the service has in common: its parts and the handlers without a fault. No
 * incident enters.
 */
package dev.backdraft.sample.shop;
