package dev.dromedary.image;

import dev.dromedary.list.ListLine;
import dev.dromedary.list.RawLine;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a line of a list as a run does: the grammar of lines first, then that of names. */
public final class ListedNames {
    public static final String D = "sha256:" + "0123456789abcdef".repeat(4);
    static final String D512 = "sha512:" + "0123456789abcdef".repeat(8);

    private ListedNames() {}

    /** A cell of a golden table with what stands for a tab and for a digest filled in. */
    public static String filled(String cell) {
        return cell.replace("<D>", D).replace("<TAB>", "\t");
    }

    /** The rules of a command line such as {@code -s src.io -d private.io --default-project=proj}. */
    static NameRules rules(String flags) {
        Optional<NamePrefix> source = Optional.empty();
        Optional<NamePrefix> destination = Optional.empty();
        String project = "library";
        String[] words = flags.isEmpty() ? new String[0] : flags.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            if (words[i].startsWith("--default-project=")) {
                project = words[i].substring("--default-project=".length());
            } else if (words[i].equals("-s")) {
                source = Optional.of(NamePrefix.of(words[++i]));
            } else if (words[i].equals("-d")) {
                destination = Optional.of(NamePrefix.of(words[++i]));
            } else {
                throw new IllegalArgumentException(words[i]);
            }
        }
        return new NameRules(source, destination, project);
    }

    /** Throws {@link InvalidNameException} with the reason when the line is unreadable. */
    static NameRules.Ends ends(String line, String flags) {
        byte[] bytes = line.strip().getBytes(StandardCharsets.UTF_8);
        ListLine read = ListLine.of(new RawLine(1, bytes, false, bytes.length));
        NameRules rules = rules(flags);
        if (read instanceof ListLine.Image3 image) {
            return rules.ends(image.source(), image.destination(), image.tag());
        }
        if (read instanceof ListLine.Single single) {
            return rules.ends(single.name());
        }
        if (read instanceof ListLine.Unreadable unreadable) {
            throw new InvalidNameException(unreadable.reason());
        }
        throw new IllegalArgumentException("no image: " + line);
    }
}
