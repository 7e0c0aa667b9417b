/** What a recording is, at a glance: facts, events by type, problems, blind spots. */
package dev.backdraft.app.overview;
