package dev.dromedary.registry.client;

import dev.dromedary.image.Descriptor;
import dev.dromedary.image.Digest;
import dev.dromedary.image.InvalidManifestException;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.Reference;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.network.Target;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One registry's referrers API (OCI distribution specification v1.1, "Listing Referrers"). A registry that was found to
 * lack it is not asked again; while one line finds that out, the others wait.
 */
final class ReferrersApi {
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final int MOST_ENTRIES = 1_000;
    private static final int MOST_PAGES = 100;
    /** Of all pages: a list under a tag could not be longer. */
    private static final int MOST_BYTES = Manifest.LARGEST;

    private static final Set<Integer> DENIALS = Set.of(401, 403, 429);

    private final Transport transport;
    private final Lanes lanes;
    private final Lane lane;
    private final Flights<RegistryName> trials = new Flights<>();
    private volatile Verdict verdict = Verdict.UNKNOWN;

    private enum Verdict {
        UNKNOWN,
        THERE,
        LACKING
    }

    ReferrersApi(Transport transport, Lanes lanes, Lane lane) {
        this.transport = transport;
        this.lanes = lanes;
        this.lane = lane;
    }

    boolean isThere() {
        return verdict == Verdict.THERE;
    }

    /** What refers to this manifest, each once; empty when the API does not say. */
    CompletableFuture<Optional<List<Descriptor>>> list(Reference subject) {
        return switch (verdict) {
            case THERE -> ask(subject);
            case LACKING -> CompletableFuture.completedFuture(Optional.empty());
            case UNKNOWN ->
                trials.fly(
                        transport.registry(),
                        () -> ask(subject),
                        // after a failure everybody looks for himself, so that nobody waits for all the others
                        arrived -> arrived ? list(subject) : ask(subject));
        };
    }

    private CompletableFuture<Optional<List<Descriptor>>> ask(Reference subject) {
        return lanes.later(List.of(lane), lease -> new Listing(subject, lease).read());
    }

    /** Who answers everything with a page of his own has no such API either. */
    private boolean isNoSuchApi(int status) {
        boolean refused = status >= 400 && status < 500 && !DENIALS.contains(status);
        return refused || status == 501 || (status == 200 && verdict != Verdict.THERE);
    }

    /** A repository that is not known says nothing of the API. */
    private void noteLack(String code) {
        if (verdict != Verdict.THERE && !code.equals("NAME_UNKNOWN")) {
            verdict = Verdict.LACKING;
        }
    }

    /** One reading of one list, page by page. */
    private final class Listing {
        private final String what;
        private final Call call;
        private final Map<Digest, Descriptor> entries = new LinkedHashMap<>();
        private long bytes;

        Listing(Reference subject, Lease lease) {
            String repository = subject.name().repository();
            what = "list what refers to " + subject;
            call = Call.of("GET", "/v2/" + repository + "/referrers/" + subject.tagOrDigest(), Scope.pull(repository))
                    .with("Accept", INDEX)
                    .under(lease);
        }

        /** One piece of the list and where the next one is; without a list the registry has none to tell. */
        private record Page(Optional<Manifest> list, Optional<Target> next) {}

        Optional<List<Descriptor>> read() throws RegistryException {
            Page page = transport.ask(what, call, this::first);
            if (page.list().isEmpty()) {
                return Optional.empty();
            }
            take(page);
            for (int pages = 1; page.next().isPresent(); pages++) {
                if (pages == MOST_PAGES) {
                    throw tooMuch(MOST_PAGES + " pages");
                }
                page = transport.ask(what, call, page.next().get(), this::next);
                take(page);
            }
            return Optional.of(List.copyOf(entries.values()));
        }

        private Page first(Answer answer) throws IOException {
            if (answer.status() == 200 && isIndex(answer)) {
                verdict = Verdict.THERE;
                return page(answer);
            }
            if (!isNoSuchApi(answer.status())) {
                throw transport.failure(what, answer);
            }
            noteLack(ErrorBody.of(answer).code());
            return new Page(Optional.empty(), Optional.empty());
        }

        private Page next(Answer answer) throws IOException {
            if (answer.status() != 200) {
                throw transport.failure(what, answer);
            }
            return page(answer);
        }

        private Page page(Answer answer) throws IOException {
            byte[] body = answer.body(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw tooMuch(MOST_BYTES + " bytes");
            }
            try {
                return new Page(Optional.of(Manifest.of(body, INDEX)), answer.nextPage());
            } catch (InvalidManifestException e) {
                throw RegistryException.wrongBytes("cannot " + what + ": " + e.getMessage());
            }
        }

        private void take(Page page) throws RegistryException {
            Manifest list = page.list().orElseThrow();
            bytes += list.size();
            list.children().forEach(entry -> entries.putIfAbsent(entry.digest(), entry));
            if (bytes > MOST_BYTES) {
                throw tooMuch(MOST_BYTES + " bytes");
            }
            if (entries.size() > MOST_ENTRIES) {
                throw tooMuch(MOST_ENTRIES + " referrers");
            }
        }

        private RegistryException tooMuch(String most) {
            return RegistryException.refused("cannot " + what + ": expected at most " + most + ", found more", null);
        }

        private static boolean isIndex(Answer answer) {
            return answer.header("Content-Type").orElse("").strip().startsWith(INDEX);
        }
    }
}
