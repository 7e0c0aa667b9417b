/**
 * The window around the views: header, rail, evidence, content, status. No view's content enters.
 *
 * <p>A feature joins the window in one place, {@code Features}: it gives a {@code View} for the
 * rail (id, label, icon, node; {@code alone} if it needs no open file) and adds what can be done in
 * it to the {@code Commands}, which makes menu, palette, keys and the page of shortcuts know of it.
 */
package dev.backdraft.app.shell;
