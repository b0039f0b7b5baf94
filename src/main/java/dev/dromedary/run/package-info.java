/** One run of one list: journal, resume, failed list and report. Depends on {@code mirror} and {@code list}. */
@NullMarked
package dev.dromedary.run;

import org.jspecify.annotations.NullMarked;
