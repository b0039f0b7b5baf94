/** The settings: where they come from, their bounds, and the refusal of unknown names. Unpacked by the wiring, so no other package but {@code cli} and {@code camel} knows it. */
@NullMarked
package dev.dromedary.config;

import org.jspecify.annotations.NullMarked;
