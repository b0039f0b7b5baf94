package dev.dromedary.image;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lists may name: comma separated {@code <host>[:<port>][/<path prefix>]}, with {@code *} for any characters within
 * the host and within one path part. The host is compared with the whole registry, its port too, without case; a path
 * prefix ends where a path part ends, so {@code reg.io/team} allows {@code reg.io/team/x} and not {@code reg.io/teamx}.
 * Names are compared in canonical form: {@code nginx} at Docker Hub is {@code docker.io/library/nginx}.
 */
public final class AllowList {
    private final List<Entry> entries;

    private AllowList(List<Entry> entries) {
        this.entries = entries;
    }

    /** Throws {@link InvalidNameException} when there is no entry or one is neither a name nor a pattern of names. */
    public static AllowList of(String commaSeparated) {
        return new AllowList(Stream.of(commaSeparated.split(",", -1))
                .map(entry -> Entry.of(entry.strip()))
                .toList());
    }

    public boolean allows(ImageName name) {
        return entries.stream().anyMatch(entry -> entry.allows(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AllowList list && entries.equals(list.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.stream().map(Entry::toString).collect(Collectors.joining(","));
    }

    private record Entry(String registry, List<String> parts) {
        private static final Pattern REGISTRY_PATTERN = Pattern.compile("[A-Za-z0-9.:*\\[\\]-]+");
        private static final Pattern PART_PATTERN = Pattern.compile("[a-z0-9._*-]+");

        static Entry of(String text) {
            List<String> parts =
                    List.of((text.endsWith("/") ? text.substring(0, text.length() - 1) : text).split("/", -1));
            List<String> path = parts.subList(1, parts.size());
            path.forEach(Entry::checkPart);
            return new Entry(registry(parts.get(0)), path);
        }

        private static String registry(String text) {
            if (text.indexOf('*') < 0) {
                return new RegistryName(text).name();
            }
            if (!REGISTRY_PATTERN.matcher(text).matches()) {
                throw new InvalidNameException("registry", text, "expected <host>[:<port>], \"*\" as a wildcard");
            }
            return text.toLowerCase(Locale.ROOT);
        }

        private static void checkPart(String part) {
            if (part.indexOf('*') < 0) {
                ImageName.checkRepository(part);
            } else if (!PART_PATTERN.matcher(part).matches()) {
                throw new InvalidNameException("path part", part, "expected lower-case, \"*\" as a wildcard");
            }
        }

        boolean allows(ImageName name) {
            List<String> actual = List.of(name.repository().split("/", -1));
            if (actual.size() < parts.size() || !fits(registry, name.registry().name())) {
                return false;
            }
            for (int i = 0; i < parts.size(); i++) {
                if (!fits(parts.get(i), actual.get(i))) {
                    return false;
                }
            }
            return true;
        }

        /** Matches each piece between wildcards at the first place it is found: no backtracking, whatever the pattern. */
        private static boolean fits(String pattern, String text) {
            List<String> pieces = List.of(pattern.split("\\*", -1));
            String first = pieces.get(0);
            String last = pieces.get(pieces.size() - 1);
            if (pieces.size() == 1) {
                return text.equals(first);
            }
            int to = text.length() - last.length();
            if (to < first.length() || !text.startsWith(first) || !text.endsWith(last)) {
                return false;
            }
            int from = first.length();
            for (String piece : pieces.subList(1, pieces.size() - 1)) {
                int found = text.indexOf(piece, from);
                if (found < 0 || found + piece.length() > to) {
                    return false;
                }
                from = found + piece.length();
            }
            return true;
        }

        @Override
        public String toString() {
            return parts.isEmpty() ? registry : registry + "/" + String.join("/", parts);
        }
    }
}
