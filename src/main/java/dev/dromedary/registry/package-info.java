/**
 * The OCI distribution client. Here is what its parts share: how registries are to be asked ({@link
 * dev.dromedary.registry.RegistryRules}) and how they fail ({@link dev.dromedary.registry.RegistryException}). Who asks
 * is {@code registry.credentials}, the way there is {@code registry.network}, and what is asked is {@code
 * registry.client}; each may know those before it. Depends on {@code image} and, for messages, {@code list}.
 */
@NullMarked
package dev.dromedary.registry;

import org.jspecify.annotations.NullMarked;
