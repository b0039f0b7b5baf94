/** The commands: picocli turns flags into settings and starts what they ask for. */
@NullMarked
package dev.dromedary.cli;

import org.jspecify.annotations.NullMarked;
