package dev.dromedary.registry.client;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one registry is asked: when it may be, how often, and what its answers mean for that. */
final class Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final Duration IN_PASSING = Duration.ofSeconds(10);

    private static final long TELL_EVERY = Duration.ofMinutes(1).toNanos();

    private final Requester requester;
    private final Gate gate;

    /** When it was last said that the registry is asked again; 0 = never. */
    private final AtomicLong toldAt = new AtomicLong();

    Transport(Requester requester, Gate gate) {
        this.requester = requester;
        this.gate = gate;
    }

    RegistryName registry() {
        return requester.registry();
    }

    Authorization authorization() {
        return requester.authorization();
    }

    Patience patience() {
        return requester.wire().patience();
    }

    Watchdog watchdog() {
        return requester.wire().watchdog();
    }

    TrafficListener listener() {
        return requester.wire().listener();
    }

    /** Where a path of this registry is. */
    Target target(String path) throws RegistryException {
        return requester.target(path);
    }

    /** What an operation makes of an answer. */
    interface Reading<T> {
        T of(Answer answer) throws IOException;
    }

    <T> T ask(String what, Call call, Reading<T> reading) throws RegistryException {
        return repeat(call, time -> read(what, call, target(call.path()), time, reading), Optional::empty);
    }

    /**
     * Sends, reads and closes, and does that again while that may help; whatever breaks on the way is told as "cannot
     * {@code what}". The target is one that the registry named, such as an upload's Location.
     */
    <T> T ask(String what, Call call, Target target, Reading<T> reading) throws RegistryException {
        return repeat(call, time -> read(what, call, target, time, reading), Optional::empty);
    }

    /** As {@link #ask}, of a request that changes something: before it is sent again, it is asked whether it was taken. */
    <T> T write(String what, Call call, Reading<T> reading, Check<T> taken) throws RegistryException {
        return repeat(call, time -> read(what, call, target(call.path()), time, reading), taken);
    }

    /** What an operation would have answered, where it turns out that it was done; else empty. */
    interface Check<T> {
        Optional<T> ask() throws RegistryException;
    }

    /** As {@link #ask}, of an answer whose body is read later and takes the time that it takes. The caller closes it. */
    <T> T open(String what, Call call, Reading<T> reading) throws RegistryException {
        Try<T> attempt = time -> {
            Cutoff cutoff = watchdog().within(time);
            Answer answer = null;
            boolean open = false;
            try (cutoff) {
                answer = passing(what, requester.send(call, target(call.path()), cutoff, time));
                T opened = reading.of(answer);
                open = true;
                return opened;
            } catch (IOException e) {
                throw Requester.told(what, e, cutoff);
            } finally {
                if (answer != null && !open) {
                    answer.close();
                }
            }
        };
        return repeat(call, attempt, Optional::empty);
    }

    /** Sends a body that can be sent but once, such as a blob's, for as long as nobody cuts it off. */
    <T> T sendOnce(String what, Call call, Target target, Cutoff cutoff, Reading<T> reading) throws RegistryException {
        gate.pass(Lease.NONE);
        try (Answer answer =
                passing(what, requester.send(call, target, cutoff, patience().requestTimeout()))) {
            return reading.of(answer);
        } catch (IOException e) {
            throw Requester.told(what, e, cutoff);
        }
    }

    /** Waits until the registry may be asked at all. Throws when that is too long. */
    void awaitOpen(Lease lease) throws RegistryException {
        gate.awaitOpen(lease);
    }

    /** Asks for something that is good to have: once, not for long, and not at all where the registry wants to be left alone for long. */
    void askInPassing(Call call, Target target) {
        Duration closed = gate.closedFor();
        if (closed.compareTo(IN_PASSING) > 0) {
            return;
        }
        try {
            Lease.pause(closed);
            try (Cutoff cutoff = watchdog().within(IN_PASSING);
                    Answer answer = requester.send(call, target, cutoff, IN_PASSING)) {
                answer.ignoreBody();
            }
        } catch (RegistryException e) {
            LOG.debug("{} {} came to nothing: {}", call.method(), target, e.getMessage());
        }
    }

    /** One try, which may take so long. */
    interface Try<T> {
        T within(Duration time) throws RegistryException;
    }

    /** Tries while that may help, and while this registry may be asked. */
    <T> T repeat(Call call, Try<T> attempt, Check<T> taken) throws RegistryException {
        Tries tries = new Tries(patience(), call.bodyLength());
        while (true) {
            gate.pass(call.lease());
            try {
                return attempt.within(tries.begin());
            } catch (RegistryException e) {
                boolean again = tries.isWorthAnother(e);
                if (again) {
                    tellOfAnother(e);
                    listener().retried(registry(), e);
                    gate.backOff(call.lease(), e, tries.backOff(e));
                }
                Optional<T> result = e.isRetryable() ? taken.ask() : Optional.empty();
                if (result.isPresent()) {
                    return result.get();
                }
                if (!again) {
                    throw tries.last(e);
                }
            }
        }
    }

    /** A registry in trouble fails many requests, and each may be asked again: one line a minute says so. */
    private void tellOfAnother(RegistryException failure) {
        long now = System.nanoTime();
        long last = toldAt.get();
        if ((last == 0 || now - last > TELL_EVERY) && toldAt.compareAndSet(last, now)) {
            LOG.info("{} is asked again: {}", registry(), failure.getMessage());
        } else {
            LOG.debug("{} is asked again: {}", registry(), failure.getMessage());
        }
    }

    private <T> T read(String what, Call call, Target target, Duration time, Reading<T> reading)
            throws RegistryException {
        try (Cutoff cutoff = watchdog().within(time)) {
            try (Answer answer = passing(what, requester.send(call, target, cutoff, time))) {
                return reading.of(answer);
            } catch (IOException e) {
                throw Requester.told(what, e, cutoff);
            }
        }
    }

    private Answer passing(String what, Answer answer) throws RegistryException {
        if (RegistryException.isPassing(answer.status())) {
            try (answer) {
                RegistryException failure = failure(what, answer);
                boolean asksForRest =
                        failure.status() == 429 || failure.retryAfter().isPresent();
                // what a storage that the registry leads to asks for is no matter of the registry
                if (asksForRest && answer.target().hasSameOrigin(target("/"))) {
                    gate.close(failure);
                }
                throw failure;
            }
        }
        gate.taken();
        return answer;
    }

    /** A failure that names the request, the status and what the registry said of it. */
    RegistryException failure(String what, Answer answer) {
        String who = answer.status() == 401 ? " " + authorization().explain(answer.response()) : "";
        return answer.failure("cannot " + what + who).by(registry());
    }
}
