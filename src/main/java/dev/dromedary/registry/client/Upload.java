package dev.dromedary.registry.client;

import dev.dromedary.image.Digest;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One upload session of a blob, which a POST opened: one PUT with everything that is missing ends it. */
final class Upload {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-([0-9]{1,18})");

    private final Transport transport;
    private final Scope scope;
    private Target location;
    /** Where the registry wants the bytes, once a PUT to the location was led on. */
    private @Nullable Target elsewhere;

    private int redirects;

    Upload(Transport transport, Scope scope, Target location) {
        this.transport = transport;
        this.scope = scope;
        this.location = location;
    }

    /**
     * Sends what is missing of a blob, from the reader's position on. Answers false when the registry wants the same bytes
     * at another place and said so only when it had some: the next call sends them there. Throws when the registry does
     * not say that it took it.
     */
    boolean put(Digest digest, BlobReader reader, Flow flow) throws RegistryException {
        String what = "write blob " + digest + " to " + transport.registry();
        long from = reader.position();
        Duration answerTimeout = commitTimeout(reader.length());
        Call call = Call.of("PUT", location.path(), scope)
                .with(new BlobBody(reader, flow, bytes -> transport.listener().sent(transport.registry(), bytes)))
                .answeredWithin(answerTimeout);
        boolean isRest = from > 0 && from < reader.length();
        Call sent = isRest ? call.with("Content-Range", from + "-" + (reader.length() - 1)) : call;
        Cutoff cutoff = new Cutoff();
        flow.writes(cutoff, answerTimeout);
        Target to = elsewhere == null ? location.with("digest=" + digest) : elsewhere;
        try {
            return transport.sendOnce(what, sent, to, cutoff, answer -> {
                if (Requester.leadsOn(answer)) {
                    elsewhere = next(answer);
                    return false;
                }
                if (answer.status() != 201 && answer.status() != 204) {
                    throw transport.failure(what, answer);
                }
                answer.ignoreBody();
                return true;
            });
        } finally {
            flow.answered();
        }
    }

    private Target next(Answer answer) throws RegistryException {
        redirects++;
        if (redirects > Requester.MOST_REDIRECTS) {
            throw Requester.ledOnTooOften(transport.registry());
        }
        return answer.location();
    }

    /** How many bytes the registry has of an upload that broke; empty when it does not say. */
    OptionalLong offset(Lease lease) {
        elsewhere = null;
        String what = "ask " + transport.registry() + " how much of an upload it has";
        Call call = Call.of("GET", location.path(), scope).under(lease);
        try {
            return transport.ask(what, call, location, this::offset);
        } catch (RegistryException e) {
            LOG.debug("an upload at {} can't be gone on with: {}", transport.registry(), e.getMessage());
            return OptionalLong.empty();
        }
    }

    private OptionalLong offset(Answer answer) throws IOException {
        answer.ignoreBody();
        Matcher range = RANGE.matcher(answer.header("Range").orElse(""));
        if (answer.status() != 204 || !range.matches()) {
            return OptionalLong.empty();
        }
        if (answer.header("Location").isPresent()) {
            location = answer.location();
        }
        long last = Long.parseLong(range.group(1));
        // "0-0" is said of nothing as well as of one byte
        return last == 0 ? OptionalLong.empty() : OptionalLong.of(last + 1);
    }

    /** Lets the registry forget it; where that fails it expires by itself. */
    void giveUp() {
        transport.askInPassing(Call.of("DELETE", location.path(), scope), location);
    }

    /** A registry hashes and stores the whole blob before it answers: a minute, and a second for every 10 MB. */
    private static Duration commitTimeout(long length) {
        return Duration.ofSeconds(60 + length / 10_000_000);
    }
}
