package dev.dromedary.mirror;

import dev.dromedary.image.AllowList;
import java.util.Optional;

/** What lists may name: the guard between people who drop lists and the registries that this process can reach. */
public record AllowedNames(AllowList sources, AllowList destinations) {

    /** Why the request is refused, or empty. */
    Optional<String> refusal(MirrorRequest request) {
        if (!sources.allows(request.source().name())) {
            return Optional.of("source " + request.source().name() + " is not allowed by mirror.allow-sources");
        }
        if (!destinations.allows(request.destination().name())) {
            return Optional.of(
                    "destination " + request.destination().name() + " is not allowed by mirror.allow-destinations");
        }
        return Optional.empty();
    }
}
