package dev.dromedary.mirror;

import dev.dromedary.embedded.Fault;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One cell of the fault matrix: what goes wrong with one kind of request, and how the copy ends.
 *
 * @param reason of the failure, as an expression in which SIDE is the registry that fails
 * @param isStill whether something stands still, so that the copy has to lose its patience
 */
record FaultCell(String name, Fault fault, Ends ends, String reason, boolean isStill) {

    /** How a copy ends that meets the fault once, and one that meets it whatever it tries. */
    enum Ends {
        /** Arrives when it was met once, else fails. */
        TRIED_AGAIN,
        /** Fails at once. */
        REFUSED,
        /** Arrives always. */
        HARMLESS,
        /** Arrives when it was met once; what else there is to say is said by another test. */
        PASSING,
        /** Fails when it stays; whether one is forgiven is left open. */
        LASTING
    }

    static FaultCell again(String name, Fault fault, String reason) {
        return new FaultCell(name, fault, Ends.TRIED_AGAIN, reason, false);
    }

    static FaultCell refused(String name, Fault fault, String reason) {
        return new FaultCell(name, fault, Ends.REFUSED, reason, false);
    }

    /** Statuses, each of which is the reason why that can't be done. */
    static List<FaultCell> refused(Fault at, String what, Integer... statuses) {
        return Stream.of(statuses)
                .map(status ->
                        refused(status.toString(), at.status(status, Map.of(), ""), what + " \\(" + status + "\\).*"))
                .toList();
    }

    static FaultCell harmless(String name, Fault fault) {
        return new FaultCell(name, fault, Ends.HARMLESS, "", false);
    }

    static FaultCell passing(String name, Fault fault) {
        return new FaultCell(name, fault, Ends.PASSING, "", false);
    }

    static FaultCell lasting(String name, Fault fault, String reason) {
        return new FaultCell(name, fault, Ends.LASTING, reason, false);
    }

    FaultCell still() {
        return new FaultCell(name, fault, ends, reason, true);
    }

    /** The faults that any request may meet. */
    static List<FaultCell> usual(Fault at) {
        return Stream.concat(broken(at), answers(at)).toList();
    }

    private static Stream<FaultCell> broken(Fault at) {
        String large = " ".repeat(10_000_000);
        return Stream.of(
                again("reset", at.reset(), "cannot .*SIDE.*"),
                again("closed without an answer", at.hangUp(), "cannot .*SIDE.*"),
                again("silence", at.delay(Duration.ofDays(1)), "cannot .*SIDE.*")
                        .still(),
                again("10 MB of error", at.status(500, Map.of(), large), told("500")),
                again("endless error", at.endless().status(503, Map.of(), "no"), told("503")),
                again("error that stalls", at.stallAfter(10).status(502, Map.of(), large), told("502"))
                        .still());
    }

    private static Stream<FaultCell> answers(Fault at) {
        String inASecond = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1));
        return Stream.of(
                again("408", at.status(408, Map.of(), ""), told("408")),
                again("429", at.status(429, Map.of(), ""), told("429")),
                again("500", at.status(500, Map.of(), ""), told("500")),
                again("502", at.status(502, Map.of(), "<html>Bad Gateway"), told("502")),
                again("503", at.status(503, Map.of(), ""), told("503")),
                passing("429 for 1 s", at.status(429, Map.of("Retry-After", "1"), "")),
                passing("503 until a date", at.status(503, Map.of("Retry-After", inASecond), "")),
                passing("429 until a date that was", at.status(429, Map.of("Retry-After", LONG_AGO), "")),
                refused("429 for an hour", at.status(429, Map.of("Retry-After", "3600"), ""), ".*SIDE.*\\(429\\).*"),
                refused("401 from nobody", at.status(401, Map.of(), ""), ".*SIDE.*\\(401.*"),
                refused("hostile realm", at.status(401, realm("http://169.254.169.254/token"), ""), NO_TOKEN),
                refused("realm that is no URL", at.status(401, realm("ftp://x"), ""), "Location \"ftp://x\" of SIDE.*"),
                again("redirect loop", loop(at), "cannot follow SIDE: more than 5 redirects.*"),
                refused("redirect to nowhere", at.status(307, Map.of("Location", "ftp://x"), ""), ".*SIDE.*"));
    }

    private static final String LONG_AGO = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String NO_TOKEN = "cannot get a token for SIDE: its token server speaks plain HTTP.*";

    private static Map<String, String> realm(String url) {
        return Map.of("WWW-Authenticate", "Bearer realm=\"" + url + "\",service=\"x\"");
    }

    /** To the same path, whichever that is. */
    private static Fault loop(Fault at) {
        return at.status(307, Map.of("Location", "?"), "");
    }

    private static String told(String status) {
        return "cannot .*SIDE.*\\(" + status + "\\).*";
    }

    @Override
    public String toString() {
        return name;
    }
}
