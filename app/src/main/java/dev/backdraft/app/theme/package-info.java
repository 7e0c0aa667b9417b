/** Light and dark: which one, following the system or chosen. No control and no view enters. */
package dev.backdraft.app.theme;
