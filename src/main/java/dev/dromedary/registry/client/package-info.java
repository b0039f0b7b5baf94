/**
 * The client itself. {@link dev.dromedary.registry.client.Registries} is the way in; {@code Transport} sends one request
 * with tokens, tries and gates, {@code Registry} and {@code RegistryReader} are the operations on manifests, {@code
 * BlobTransfers} brings blobs over. Depends on the rest of {@code registry}, and on {@code image}.
 */
@NullMarked
package dev.dromedary.registry.client;

import org.jspecify.annotations.NullMarked;
