/** What the guide says, held against the plans and captures that it speaks of. */
package dev.backdraft.app.demo.guide;
