package dev.dromedary.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.camel.DataFolder;
import dev.dromedary.witness.DockerRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.api.Condition;

/**
 * Short lists for one server: some are dropped, some lie where a killed server left them. Each has images of its own
 * destination repository, a line that can't be read and one whose image there is not.
 */
final class Backlog {
    private static final String SOURCE = "team/app";
    private static final int IMAGES = 12;
    private static final int IMAGES_PER_LIST = 6;
    private static final int LINES_PER_LIST = IMAGES_PER_LIST + 2;

    private final DataFolder data;
    private final DockerRegistry source;
    private final DockerRegistry destination;
    private final Random random;
    private int lists;
    private int dropped;

    Backlog(DataFolder data, DockerRegistry source, DockerRegistry destination, Random random) {
        this.data = data;
        this.source = source;
        this.destination = destination;
        this.random = random;
    }

    void pushImages(long seed) {
        Images.push(source.api(), SOURCE, IMAGES, seed);
    }

    /** Adds lists until there are so many in each place. */
    void fill(int inInbox, int inWork) throws IOException {
        while (listsIn(data.work()) < inWork) {
            lists++;
            data.putToWork("20260101-%06d_%s".formatted(lists, name(lists)), text(lists));
        }
        while (listsIn(data.inbox()) < inInbox) {
            lists++;
            dropped++;
            data.drop(name(lists) + ".txt", text(lists));
        }
    }

    /** True when no list waits and the last one's journal is gone too. */
    boolean isDone() {
        return DataFolder.names(data.work()).isEmpty()
                && DataFolder.names(data.inbox()).isEmpty();
    }

    /** The lists in work that have a journal by now. */
    Set<String> begun() {
        Set<String> begun = new TreeSet<>();
        for (String file : DataFolder.names(data.work())) {
            if (file.endsWith(".ok")) {
                begun.add(file.substring(file.indexOf('_') + 1, file.length() - ".ok".length()));
            }
        }
        return begun;
    }

    /** What is wrong with the tags that are there by now. */
    List<String> wrongTags() {
        return IntStream.rangeClosed(1, lists)
                .mapToObj(Backlog::repository)
                .flatMap(repository -> Images.wrong(source.api(), SOURCE, destination.api(), repository).stream())
                .toList();
    }

    /** Every list had one run, in which every line had the outcome that it has to have. */
    void checkAll() throws IOException {
        for (int list = 1; list <= lists; list++) {
            String ending = "_" + name(list) + ".txt";
            List<String> runs = DataFolder.names(data.done()).stream()
                    .filter(file -> file.endsWith(ending))
                    .map(file -> file.substring(0, file.length() - ".txt".length()))
                    .toList();
            assertThat(runs).as("the runs of %s", name(list)).hasSize(1);
            Aftermath.checkRun(data, runs.get(0));
            assertThat(data.outcomes(runs.get(0)))
                    .hasSize(LINES_PER_LIST)
                    .areExactly(IMAGES_PER_LIST, outcome("copied|up-to-date"))
                    .areExactly(1, outcome("failed"))
                    .areExactly(1, outcome("unreadable"));
            assertThat(destination.api().tags(repository(list))).hasSize(IMAGES_PER_LIST);
        }
        Aftermath.checkNothingIsLeft(data);
    }

    @Override
    public String toString() {
        return lists + " lists, of which " + dropped + " were dropped, " + lists * LINES_PER_LIST + " lines";
    }

    private static Condition<String> outcome(String outcome) {
        return new Condition<>(line -> line.matches("[0-9]+ (" + outcome + ")"), outcome);
    }

    private String text(int list) {
        List<Integer> tags =
                new ArrayList<>(IntStream.rangeClosed(1, IMAGES).boxed().toList());
        Collections.shuffle(tags, random);
        List<String> lines = new ArrayList<>(List.of(
                "unreadable " + list,
                source.name() + "/team/none " + destination.name() + "/" + repository(list) + " none"));
        for (int tag : tags.subList(0, IMAGES_PER_LIST)) {
            lines.add(source.name() + "/" + SOURCE + " " + destination.name() + "/" + repository(list) + " " + tag);
        }
        Collections.shuffle(lines, random);
        return String.join("\n", lines) + "\n";
    }

    private static String name(int list) {
        return "list-" + list;
    }

    private static String repository(int list) {
        return "drill/list-" + list;
    }

    private static long listsIn(Path folder) {
        return DataFolder.names(folder).stream()
                .filter(name -> name.endsWith(".txt"))
                .count();
    }
}
