package dev.dromedary.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One exchange with a real Harbor 2.9.5, as it is in src/test/resources/harbor. */
record Recorded(
        String title, String method, String path, int status, List<Map.Entry<String, String>> headers, String body) {
    private static final Path FOLDER = Path.of(System.getProperty("dromedary.home", ""), "src/test/resources/harbor");
    private static final Pattern EXCHANGE = Pattern.compile(
            "(?ms)^### (?<title>[^\\n]+)\\n(?:(?!^### ).)*?^```http\\n(?<method>[A-Z]+) (?<path>\\S+) HTTP/1\\.1\\n(?:(?!^```).)*^```\\n\\n"
                    + "```http\\nHTTP/1\\.1 (?<status>\\d+)[^\\n]*\\n(?<headers>(?:(?!^```|^\\n).)*)(?:\\n(?<body>(?:(?!^```).)*))?^```$");

    /** The exchanges of one section, in the order in which they were recorded. */
    static List<Recorded> section(String name) {
        try {
            return EXCHANGE.matcher(Files.readString(FOLDER.resolve(name + ".md")))
                    .results()
                    .map(Recorded::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Recorded of(String section, String title) {
        return section(section).stream()
                .filter(exchange -> exchange.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no exchange \"" + title + "\" in " + section));
    }

    private static Recorded of(MatchResult match) {
        String body = match.group(6);
        return new Recorded(
                match.group(1),
                match.group(2),
                match.group(3),
                Integer.parseInt(match.group(4)),
                headers(match.group(5)),
                body == null ? "" : body);
    }

    private static List<Map.Entry<String, String>> headers(String lines) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        Stream.of(lines.split("\n")).forEach(line -> {
            int colon = line.indexOf(':');
            headers.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        });
        return headers;
    }

    /** How the exchange is named in reports of tests. */
    @Override
    public String toString() {
        return title + " (" + status + ")";
    }
}
