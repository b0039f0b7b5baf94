package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.image.Digest;
import dev.dromedary.registry.credentials.Credential;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A destination that wants a blob's bytes at another place than the one that it named first. */
@Timeout(60)
class RedirectedUploadTest extends FreshCopyFixture {
    private static final int SMALL = 5_000;
    /** So large that the registry is asked before a byte is sent. */
    private static final int LARGE = 2 * 1024 * 1024;

    @Override
    CopyFixture open() throws IOException {
        return new CopyFixture(folder, registry -> Optional.of(new Credential("ci", "s3cret")));
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void isSentToThatPlace(int size) {
        Digest blob = tagImageOf(size);
        copies.destination.inject(put(blob).status(307, Map.of("Location", "?digest=" + blob + "&moved"), ""));

        copies.arrives("v1");

        assertThat(copies.destination.count("PUT", ".*moved")).isEqualTo(1);
        assertThat(copies.destination.count("POST", ".*mount=" + blob + ".*")).isBetween(1L, 2L);
        copies.assertNoUploadIsLeft();
    }

    @Test
    void isReadOnceWhereTheAnswerComesBeforeItsBytes() {
        Digest blob = tagImageOf(LARGE);
        copies.destination.inject(put(blob).status(308, Map.of("Location", "?digest=" + blob + "&moved"), ""));

        copies.arrives("v1");

        assertThat(copies.source.count("GET", ".*/blobs/" + blob)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void failsWhereItIsLedOnAndOn(int size) {
        Digest blob = tagImageOf(size);
        copies.destination.inject(put(blob).always().status(307, Map.of("Location", "?digest=" + blob), ""));

        CopyOutcome.Failed failed = copies.failure("v1");

        assertThat(failed.reason()).contains(copies.destination.name()).endsWith("more than 5 redirects");
        assertThat(copies.destination.count("PUT", ".*" + blob)).isEqualTo(6);
        copies.assertNothingIsTagged();
    }

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void tellsAnotherHostNoPassword(int size) throws IOException {
        Digest blob = tagImageOf(size);
        copies.destination.requireBasic("ci", "s3cret");
        try (FaultyRegistry storage = FaultyRegistry.start(folder.resolve("storage"))) {
            storage.inject(Fault.on("PUT", ".*").always().status(403, Map.of(), ""));
            String there = "http://" + storage.name() + "/there?digest=" + blob;
            copies.destination.inject(put(blob).always().status(307, Map.of("Location", there), ""));

            assertThat(copies.failure("v1").reason()).contains("write blob " + blob, "(403)");
            assertThat(storage.requests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("authorization"));
        }
    }

    private Digest tagImageOf(int size) {
        byte[] bytes = Sample.bytes(1, size);
        ObjectNode layer = sample.blob(bytes);
        sample.tag("v1", sample.image("linux/amd64", List.of(layer)));
        copies.forgetRequests();
        return Digest.sha256(bytes);
    }

    private static Fault put(Digest blob) {
        return Fault.on("PUT", ".*digest=" + blob + "(?!.*moved).*");
    }
}
