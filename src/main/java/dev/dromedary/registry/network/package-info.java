/**
 * The way to a registry: addresses and which of them may be led to, proxies, TLS by host, and the one connection pool.
 * Knows hosts and bytes, nothing of images. Depends on {@code registry} and {@code registry.credentials}.
 */
@NullMarked
package dev.dromedary.registry.network;

import org.jspecify.annotations.NullMarked;
