/** The sample incidents held against what is known of them. */
package dev.backdraft.app.demo;
