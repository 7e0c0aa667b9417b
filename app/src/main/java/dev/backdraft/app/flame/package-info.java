/** The flame view: which samples, which transforms, what is searched; the control draws it. */
package dev.backdraft.app.flame;
