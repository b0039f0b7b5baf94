package dev.dromedary.cli;

import picocli.CommandLine.Option;

/** The flags of {@code mirror}. */
final class CopyFlags extends MirrorFlags {
    @Option(
            names = "--referrers",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Copy what refers to an image (signatures, SBOMs, attestations) with it; default false.")
    void referrers(String value) {
        put("mirror.referrers", value);
    }

    @Option(
            names = {"-o", "--failed"},
            paramLabel = "FILE",
            description = "The failed list; default mirror-failed.txt.")
    void failed(String value) {
        put("mirror.failed", value);
    }
}
