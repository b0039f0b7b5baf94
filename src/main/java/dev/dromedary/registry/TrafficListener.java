package dev.dromedary.registry;

import dev.dromedary.image.RegistryName;
import java.time.Duration;

/**
 * Is told what goes on between this process and registries, by the threads that do it: it must neither wait nor throw.
 * The registry is the one for whose sake something is done, also where a token server or a storage is asked.
 */
public interface TrafficListener {
    /** Listens to nothing. */
    TrafficListener NONE = new TrafficListener() {};

    /** Who is asked for a registry's sake. */
    enum Endpoint {
        REGISTRY,
        TOKEN,
        /** Where the registry sends who wants a blob. */
        STORAGE
    }

    /** Why a request waits. */
    enum Wait {
        /** Its last try failed. */
        BACK_OFF,
        /** The registry asked to be left alone. */
        ASKED,
        /** The registry is not to be asked any faster. */
        PACE
    }

    /**
     * A request was sent.
     *
     * @param status of the answer; 0 when there was none
     */
    default void requested(RegistryName registry, Endpoint endpoint, String method, int status) {}

    /** A request, or the transfer of a blob, failed and is begun once more. */
    default void retried(RegistryName registry, RegistryException cause) {}

    /** A request is about to wait for so long. */
    default void waiting(RegistryName registry, Wait why, Duration time) {}

    /** Bytes of a blob came. */
    default void received(RegistryName registry, long bytes) {}

    /** Bytes of a blob were handed over to the connection. */
    default void sent(RegistryName registry, long bytes) {}

    /** The registry said how many pulls are left. */
    default void remaining(RegistryName registry, int pulls) {}
}
