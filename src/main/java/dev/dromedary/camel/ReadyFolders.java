package dev.dromedary.camel;

import dev.dromedary.run.DropFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the folders of a server can be written to: a list can't be taken out of an inbox that can't. */
final class ReadyFolders implements Supplier<Optional<String>> {
    private final Path data;
    private final List<Path> folders;

    /** @param data what they are told relative to */
    ReadyFolders(Path data, List<Path> folders) {
        this.data = data;
        this.folders = folders;
    }

    /** Of all kinds of lists. */
    static ReadyFolders of(Path data, DropFolders folders) {
        return new ReadyFolders(
                data,
                DropFolders.kinds().stream()
                        .flatMap(kind -> folders.of(kind).folders().stream())
                        .toList());
    }

    @Override
    public Optional<String> get() {
        return folders.stream().flatMap(folder -> problem(folder).stream()).findFirst();
    }

    private Optional<String> problem(Path folder) {
        String what = "the folder " + data.relativize(folder) + " of mirror.data: expected ";
        if (!Files.isDirectory(folder)) {
            return Optional.of(what + "it to be there, found none");
        }
        return Files.isWritable(folder) && Files.isExecutable(folder)
                ? Optional.empty()
                : Optional.of(what + "one that can be written to, found one that cannot");
    }
}
