package dev.dromedary.registry.client;

import dev.dromedary.image.Digest;
import dev.dromedary.registry.RegistryException;
import java.util.Optional;

/** The blobs of one repository, as a place to write to. */
record BlobPlace(Transport transport, String repository) {

    boolean has(Digest digest, Lease lease) throws RegistryException {
        return has(digest, Scope.push(repository), lease);
    }

    /** @param scope the right to be asked for: who only looks may have no right to push */
    boolean has(Digest digest, Scope scope, Lease lease) throws RegistryException {
        String what = "look up blob " + digest + " at " + transport.registry();
        Call call =
                Call.of("HEAD", "/v2/" + repository + "/blobs/" + digest, scope).under(lease);
        return transport.ask(what, call, answer -> {
            if (answer.status() != 200 && answer.status() != 404) {
                throw transport.failure(what, answer);
            }
            return answer.status() == 200;
        });
    }

    Upload open(Lease lease) throws RegistryException {
        return start("", Scope.push(repository), lease)
                .orElseThrow(() -> new IllegalStateException("nothing to mount"));
    }

    /**
     * Asks, mounts or opens in one request (distribution specification, "Mounting a blob from another repository"): empty
     * when the repository has the blob now, else an upload for it.
     */
    Optional<Upload> mount(Digest digest, String from, Lease lease) throws RegistryException {
        return start("?mount=" + digest + "&from=" + from, Scope.mount(repository, from), lease);
    }

    private Optional<Upload> start(String query, Scope scope, Lease lease) throws RegistryException {
        String what = "open an upload to " + transport.registry() + "/" + repository;
        Call call = Call.of("POST", "/v2/" + repository + "/blobs/uploads/" + query, scope)
                .under(lease);
        return transport.ask(what, call, answer -> {
            if (answer.status() == 201 && !query.isEmpty()) {
                answer.ignoreBody();
                return Optional.empty();
            }
            if (answer.status() != 202) {
                throw transport.failure(what, answer);
            }
            answer.ignoreBody();
            return Optional.of(new Upload(transport, scope, answer.location()));
        });
    }
}
