/** The beans that routes name, and the wiring that makes them: thin, no decisions. */
@NullMarked
package dev.dromedary.camel;

import org.jspecify.annotations.NullMarked;
