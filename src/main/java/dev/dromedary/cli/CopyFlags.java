package dev.dromedary.cli;

import picocli.CommandLine.Option;

/** The flags of {@code mirror}. */
final class CopyFlags extends RunFlags {
    @Option(
            names = "--referrers",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Copy what refers to an image (signatures, SBOMs, attestations) with it; default false.")
    void referrers(String value) {
        put("mirror.referrers", value);
    }
}
