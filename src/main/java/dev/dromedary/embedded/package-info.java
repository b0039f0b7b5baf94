/** An in-process OCI distribution registry over a folder, for the quick start and the tests. Depends on {@code image} only. */
@NullMarked
package dev.dromedary.embedded;

import org.jspecify.annotations.NullMarked;
