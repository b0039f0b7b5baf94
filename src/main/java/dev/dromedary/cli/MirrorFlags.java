package dev.dromedary.cli;

import picocli.CommandLine.Option;

/** The flags of the commands that read a list and ask registries. */
class MirrorFlags extends ListFlags {
    @Option(
            names = {"-a", "--arch"},
            paramLabel = "NAMES",
            description = "Architectures that are wanted, comma separated, or \"all\"; default amd64,arm64.")
    void arch(String value) {
        put("mirror.arch", value);
    }

    @Option(
            names = "--os",
            paramLabel = "NAMES",
            description = "Operating systems that are wanted, comma separated, or \"all\"; default linux,windows.")
    void os(String value) {
        put("mirror.os", value);
    }

    @Option(
            names = "--no-arch-os-fail",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Count an image none of whose platforms is selected as failed, not as skipped.")
    void noArchOsFail(String value) {
        put("mirror.no-arch-os-fail", value);
    }

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "NUMBER",
            description = "How many lines are in progress at once, 1 to 20; default 1.")
    void jobs(String value) {
        put("mirror.jobs", value);
    }

    @Option(
            names = "--tls-verify",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "false: unverified HTTPS, and plain HTTP where there is no TLS; default true.")
    void tlsVerify(String value) {
        put("mirror.tls-verify", value);
    }

    @Option(
            names = "--repo-type",
            paramLabel = "TYPE",
            description =
                    "harbor: destinations keep repositories in projects; mirror creates missing ones; default none.")
    void repoType(String value) {
        put("mirror.repo-type", value);
    }

    @Option(
            names = "--harbor-https",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Ask Harbor for projects over HTTPS; default true.")
    void harborHttps(String value) {
        put("mirror.harbor-https", value);
    }

    @Option(
            names = "--debug",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Log every request.")
    void debug(String value) {
        put("mirror.debug", value);
    }
}
