/**
 * Where the user and the secret for a registry come from: settings, files, docker's configuration and its helper
 * programs. Nothing here asks a registry. Depends on {@code registry} and {@code image}.
 */
@NullMarked
package dev.dromedary.registry.credentials;

import org.jspecify.annotations.NullMarked;
