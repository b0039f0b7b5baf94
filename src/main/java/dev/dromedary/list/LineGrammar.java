package dev.dromedary.list;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of one stripped line. */
final class LineGrammar {
    private static final Pattern SETTING =
            Pattern.compile("#\\s*mirror\\.(?<name>[a-z-]+)\\s*=(?<value>.*)", Pattern.DOTALL);
    private static final Pattern GAP = Pattern.compile("[ \t]+");

    private LineGrammar() {}

    static ListLine read(RawLine line) {
        if (line.tooLong()) {
            return new ListLine.Unreadable(
                    "expected a line of at most " + LineReader.LONGEST + " bytes, found a longer one");
        }
        if (isComment(line.text())) {
            return comment(line.text());
        }
        return Utf8.decode(line.bytes())
                .map(LineGrammar::read)
                .orElseGet(() -> new ListLine.Unreadable("expected UTF-8, found \"" + shorten(line.text()) + "\""));
    }

    private static ListLine read(String text) {
        if (text.isEmpty()) {
            return new ListLine.Blank();
        }
        return image(text);
    }

    /** Asked before the encoding is: a remark in another encoding is no line that failed. */
    private static boolean isComment(String text) {
        return text.startsWith("#") || text.startsWith("//");
    }

    private static ListLine comment(String text) {
        Matcher setting = SETTING.matcher(text);
        return setting.matches()
                ? new ListLine.Setting(
                        setting.group("name"), setting.group("value").strip())
                : new ListLine.Comment();
    }

    private static ListLine image(String text) {
        String[] fields = GAP.split(text, -1);
        return switch (fields.length) {
            case 1 -> new ListLine.Single(fields[0]);
            case 3 -> new ListLine.Image3(fields[0], fields[1], fields[2]);
            default -> new ListLine.Unreadable("expected \"<SOURCE> <DEST> <TAG>\", found \"" + shorten(text) + "\"");
        };
    }

    private static String shorten(String text) {
        return OneLine.of(text, 200);
    }
}
