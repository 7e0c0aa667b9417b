/** Where the program starts, and nothing else. */
package dev.backdraft.app;
