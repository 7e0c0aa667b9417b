/** Writing what is seen into files, as each program wants it. What is seen is given, not chosen. */
package dev.backdraft.app.export;
