package dev.dromedary.cli;

import picocli.CommandLine.Option;

/** The flags of the commands that write what failed to a list. */
class RunFlags extends MirrorFlags {
    @Option(
            names = {"-o", "--failed"},
            paramLabel = "FILE",
            description = "The failed list; default ${COMMAND-NAME}-failed.txt.")
    void failed(String value) {
        put("mirror.failed", value);
    }
}
