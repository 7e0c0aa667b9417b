/** What one frame is, who calls it, and what to do about it. Where it was chosen does not enter. */
package dev.backdraft.app.inspector;
