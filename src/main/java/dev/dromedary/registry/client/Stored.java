package dev.dromedary.registry.client;

import dev.dromedary.image.Digest;

/**
 * A manifest that was written.
 *
 * @param listed false when the registry does not list it as a referrer: who wrote a manifest with a subject has to do
 *     that
 */
public record Stored(Digest digest, boolean listed) {}
