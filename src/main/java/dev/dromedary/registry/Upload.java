package dev.dromedary.registry;

import dev.dromedary.image.Descriptor;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One upload session of a blob: POST opened it, one PUT with the whole content ends it. */
final class Upload {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    private final Transport transport;
    private final Scope scope;
    private final Target location;

    private Upload(Transport transport, Scope scope, Target location) {
        this.transport = transport;
        this.scope = scope;
        this.location = location;
    }

    static Upload open(Transport transport, String repository) throws RegistryException {
        String what = "open an upload to " + transport.registry() + "/" + repository;
        Scope scope = Scope.push(repository);
        Target start = transport.target("/v2/" + repository + "/blobs/uploads/");
        return transport.ask(what, Call.of("POST", start.path(), scope), answer -> {
            if (answer.status() != 202) {
                throw transport.failure(what, answer);
            }
            answer.ignoreBody();
            return new Upload(transport, scope, answer.location());
        });
    }

    /** Sends the content; when that fails the session is given up, so that the registry need not keep it. */
    void put(Descriptor blob, BlobStream source) throws RegistryException {
        String what = "write blob " + blob.digest() + " to " + transport.registry();
        Call call = Call.of("PUT", location.path(), scope)
                .with(new VerifiedBody(source, blob), commitTimeout(source.length()));
        try {
            transport.ask(what, call, location.with("digest=" + blob.digest()), answer -> {
                if (answer.status() != 201 && answer.status() != 204) {
                    throw transport.failure(what, answer);
                }
                answer.ignoreBody();
                return answer.status();
            });
        } catch (RegistryException e) {
            giveUp();
            throw e;
        }
    }

    /** A registry hashes and stores the whole blob before it answers: a minute, and a second for every 10 MB. */
    private static Duration commitTimeout(long length) {
        return Duration.ofSeconds(60 + length / 10_000_000);
    }

    private void giveUp() {
        try {
            Call delete = Call.of("DELETE", location.path(), scope);
            int status =
                    transport.ask("give up an upload at " + transport.registry(), delete, location, Answer::status);
            LOG.debug("gave up an upload at {}: {}", transport.registry(), status);
        } catch (RegistryException e) {
            LOG.debug("an upload at {} was left to expire: {}", transport.registry(), e.getMessage());
        }
    }
}
