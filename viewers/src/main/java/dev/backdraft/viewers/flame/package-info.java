/** The flame graph: control, skin and behaviour over the pure layout. */
package dev.backdraft.viewers.flame;
