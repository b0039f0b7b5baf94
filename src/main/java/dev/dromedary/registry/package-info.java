/** The OCI distribution client: connections, authentication, blobs and manifests. Depends on {@code image}. */
@NullMarked
package dev.dromedary.registry;

import org.jspecify.annotations.NullMarked;
