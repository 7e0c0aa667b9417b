/**
 * The view that confirms a fix: a plan is made, checked, run and watched, and its verdict read.
 * What a verdict means is not decided here.
 */
package dev.backdraft.app.replay;
