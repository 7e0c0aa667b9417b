/** How a request ended and whether two responses mean the same; nothing here sends or waits. */
package dev.backdraft.replay.outcome;
