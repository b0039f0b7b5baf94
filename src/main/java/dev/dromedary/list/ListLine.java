package dev.dromedary.list;

/** What a line of an image list is; docs/list-format.md holds the grammar for people. */
public sealed interface ListLine {

    /** Nothing but white space. */
    record Blank() implements ListLine {}

    /** A line that begins with {@code #} or {@code //}. */
    record Comment() implements ListLine {}

    /**
     * A comment {@code # mirror.<name> = <value>}. It is a setting only before the first image, see {@link ListHead};
     * further down it is a comment like any other.
     */
    record Setting(String name, String value) implements ListLine {}

    /** {@code SOURCE DEST TAG}, each as written. */
    record Image3(String source, String destination, String tag) implements ListLine {}

    /** One name alone, {@code name[:tag][@digest]} as written. */
    record Single(String name) implements ListLine {}

    /** A line that is none of these; {@code reason} is one line for people. */
    record Unreadable(String reason) implements ListLine {}

    /** Tells what the line is. Names and tags are not looked into here. */
    static ListLine of(RawLine line) {
        return LineGrammar.read(line);
    }
}
