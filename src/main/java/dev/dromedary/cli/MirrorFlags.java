package dev.dromedary.cli;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags of the commands that read a list and ask registries, in hangar's spelling; each is a setting. */
final class MirrorFlags {
    private final Map<String, String> given = new HashMap<>();

    /** What was given, by the name of its property. */
    Map<String, String> given() {
        return Map.copyOf(given);
    }

    @Option(
            names = {"-f", "--file"},
            paramLabel = "LIST",
            description = "The list: one \"SOURCE DEST TAG\" a line.")
    void file(String value) {
        given.put("mirror.file", value);
    }

    @Option(
            names = {"-s", "--source"},
            paramLabel = "REGISTRY",
            description = "Registry, with a path if you like, that replaces or prefixes every source's.")
    void source(String value) {
        given.put("mirror.source", value);
    }

    @Option(
            names = {"-d", "--destination"},
            paramLabel = "REGISTRY",
            description = "Registry, with a path if you like, that replaces or prefixes every destination's.")
    void destination(String value) {
        given.put("mirror.destination", value);
    }

    @Option(
            names = {"-a", "--arch"},
            paramLabel = "NAMES",
            description = "Architectures to copy, comma separated, or \"all\"; default amd64,arm64.")
    void arch(String value) {
        given.put("mirror.arch", value);
    }

    @Option(
            names = "--os",
            paramLabel = "NAMES",
            description = "Operating systems to copy, comma separated, or \"all\"; default linux,windows.")
    void os(String value) {
        given.put("mirror.os", value);
    }

    @Option(
            names = "--no-arch-os-fail",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Count an image none of whose platforms is selected as failed, not as skipped.")
    void noArchOsFail(String value) {
        given.put("mirror.no-arch-os-fail", value);
    }

    @Option(
            names = "--referrers",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Copy what refers to an image (signatures, SBOMs, attestations) with it; default false.")
    void referrers(String value) {
        given.put("mirror.referrers", value);
    }

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "NUMBER",
            description = "How many lines are in progress at once, 1 to 20; default 1.")
    void jobs(String value) {
        given.put("mirror.jobs", value);
    }

    @Option(
            names = "--default-project",
            paramLabel = "PROJECT",
            description = "Project for destinations that name none; empty for none; default library.")
    void defaultProject(String value) {
        given.put("mirror.default-project", value);
    }

    @Option(
            names = {"-o", "--failed"},
            paramLabel = "FILE",
            description = "The failed list; default mirror-failed.txt.")
    void failed(String value) {
        given.put("mirror.failed", value);
    }

    @Option(
            names = "--tls-verify",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "false: unverified HTTPS, and plain HTTP where there is no TLS; default true.")
    void tlsVerify(String value) {
        given.put("mirror.tls-verify", value);
    }

    @Option(
            names = "--debug",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Log every request.")
    void debug(String value) {
        given.put("mirror.debug", value);
    }
}
