/** What of a server can be measured, as meters; nobody but the server's wiring knows of it. */
@NullMarked
package dev.dromedary.observe;

import org.jspecify.annotations.NullMarked;
