/** Now and then everything stops: the build with the fault. Nothing but the classes that differ. */
package dev.backdraft.sample.convoy.before;
