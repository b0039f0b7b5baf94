package dev.dromedary.list;

import java.nio.charset.StandardCharsets;

/** Text from outside made fit for one line of a log, a report or a failed list. */
public final class OneLine {
    /** The longest name or reason that is logged, reported or written to a failed list. */
    public static final int LONGEST = 300;

    private OneLine() {}

    /**
     * The text with everything that could break or disguise a line (controls, line separators, direction marks) as
     * {@code \xNN}, one for each byte of its UTF-8 form; cut to {@code max} characters, the last of them then {@code …}.
     */
    public static String of(String text, int max) {
        StringBuilder line = new StringBuilder();
        int cut = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            append(line, text.codePointAt(i));
            if (line.length() > max) {
                return line.substring(0, cut) + "…";
            }
            cut = line.length() < max ? line.length() : cut;
        }
        return line.toString();
    }

    /** The text as a reason or a name: at most {@link #LONGEST} characters. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    private static void append(StringBuilder line, int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                    line.append(String.format("\\x%02x", b));
                }
            }
            case Character.SURROGATE -> line.append('\uFFFD');
            default -> line.appendCodePoint(codePoint);
        }
    }
}
