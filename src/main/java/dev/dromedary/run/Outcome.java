package dev.dromedary.run;

import dev.dromedary.mirror.CopyOutcome;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a line ended as; every line of a list ends as exactly one of these. */
public enum Outcome {
    COPIED("copied"),
    /** It would be copied. */
    COPY("copy"),
    UP_TO_DATE("up-to-date"),
    VALID("valid"),
    SKIPPED("skipped"),
    FAILED("failed"),
    UNREADABLE("unreadable");

    private static final Map<String, Outcome> BY_NAME =
            Stream.of(values()).collect(Collectors.toMap(Outcome::toString, Function.identity()));

    private final String name;

    Outcome(String name) {
        this.name = name;
    }

    static Optional<Outcome> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** What a line ends as whose request ended so. */
    public static Outcome of(CopyOutcome outcome) {
        if (outcome instanceof CopyOutcome.Copied) {
            return COPIED;
        }
        if (outcome instanceof CopyOutcome.UpToDate) {
            return UP_TO_DATE;
        }
        if (outcome instanceof CopyOutcome.Valid) {
            return VALID;
        }
        return outcome instanceof CopyOutcome.Skipped ? SKIPPED : FAILED;
    }

    /** True for the outcomes whose lines go to the failed list. */
    public boolean isFailure() {
        return this == FAILED || this == UNREADABLE;
    }

    /** The name in reports, logs and metrics. */
    @Override
    public String toString() {
        return name;
    }
}
