/**
 * Call trees as files: HTML, SVG, PNG, speedscope, pprof. Bytes are written directly and no toolkit
 * is started, so that the command line and the window share them.
 */
package dev.backdraft.viewers.export;
