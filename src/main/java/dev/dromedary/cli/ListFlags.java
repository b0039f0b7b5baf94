package dev.dromedary.cli;

import picocli.CommandLine.Option;

/** The flags of the commands that read a list and say what its lines mean. */
class ListFlags extends NameFlags {

    @Option(
            names = {"-f", "--file"},
            paramLabel = "LIST",
            description = "The list: one \"SOURCE DEST TAG\" a line, such as \"library/busybox library/busybox 1.36\".")
    void file(String value) {
        put("mirror.file", value);
    }

    @Option(
            names = "--default-project",
            paramLabel = "PROJECT",
            description = "Project for destinations that name none; empty for none; default library.")
    void defaultProject(String value) {
        put("mirror.default-project", value);
    }
}
