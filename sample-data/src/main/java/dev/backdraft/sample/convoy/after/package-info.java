/** Now and then everything stops: the build with the fix. Nothing but the classes that differ. */
package dev.backdraft.sample.convoy.after;
