package dev.dromedary.cli;

import picocli.CommandLine.Option;

/** The flags of {@code mirror-validate}. */
final class ValidateFlags extends MirrorFlags {
    @Option(
            names = {"-o", "--failed"},
            paramLabel = "FILE",
            description = "The failed list; default mirror-validate-failed.txt.")
    void failed(String value) {
        put("mirror.failed", value);
    }
}
