/** Files of earlier starts, as the store remembers them. */
package dev.backdraft.app.recent;
