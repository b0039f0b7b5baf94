package dev.dromedary.image;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code name[:tag][@digest]} taken apart; none of its parts is checked yet. */
record SingleImage(String name, Optional<String> tag, Optional<String> digest) {
    /** The tag of an image that is named with neither tag nor digest. */
    static final String LATEST = "latest";

    static SingleImage of(String text) {
        int at = text.indexOf('@');
        String nameAndTag = at < 0 ? text : text.substring(0, at);
        int colon = nameAndTag.indexOf(':', nameAndTag.lastIndexOf('/') + 1);
        return new SingleImage(
                colon < 0 ? nameAndTag : nameAndTag.substring(0, colon),
                colon < 0 ? Optional.empty() : Optional.of(nameAndTag.substring(colon + 1)),
                at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1)));
    }

    /** What says the same as the third field of a line. */
    String tagField() {
        String both = Stream.of(tag, digest).flatMap(Optional::stream).collect(Collectors.joining("@"));
        return both.isEmpty() ? LATEST : both;
    }
}
