package dev.dromedary.cli;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags that say what names become, in hangar's spelling as all our flags; each is a setting. */
class NameFlags {
    private final Map<String, String> given = new HashMap<>();

    /** What was given, by the name of its property. */
    final Map<String, String> given() {
        return Map.copyOf(given);
    }

    final void put(String property, String value) {
        given.put(property, value);
    }

    @Option(
            names = {"-s", "--source"},
            paramLabel = "REGISTRY",
            description = "Registry, with a path if you like, that replaces or prefixes every source's.")
    void source(String value) {
        put("mirror.source", value);
    }

    @Option(
            names = {"-d", "--destination"},
            paramLabel = "REGISTRY",
            description = "Registry, with a path if you like, that replaces or prefixes every destination's.")
    void destination(String value) {
        put("mirror.destination", value);
    }
}
