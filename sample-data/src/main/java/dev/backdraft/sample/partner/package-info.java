/**
 * The services of other companies that checkout calls, with a stand-in that answers in their usual
 * time. No cart and no order enters.
 */
package dev.backdraft.sample.partner;
