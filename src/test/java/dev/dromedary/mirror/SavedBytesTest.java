package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.embedded.Fault;
import dev.dromedary.image.Digest;
import dev.dromedary.image.Moved;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.image.Reference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many bytes are counted as sent, as there and as mounted. */
@Timeout(60)
class SavedBytesTest extends FreshCopyFixture {
    private static final Digest SHARED = Digest.sha256(Sample.bytes(1, 5_000));

    private long config;

    @BeforeEach
    void pushImages() {
        ObjectNode shared = sample.blob(Sample.bytes(1, 5_000));
        ObjectNode first = sample.image("linux/amd64", List.of(shared, sample.blob(Sample.bytes(2, 300))));
        config = first.at("/config/size").longValue();
        sample.tag("v1", first);
        sample.tag("v2", sample.image("linux/amd64", List.of(shared, sample.blob(Sample.bytes(3, 400)))));
    }

    private CopyOutcome copy(String tag, String repository) {
        Reference to = CopyFixture.reference(copies.destination, repository, tag);
        return copies.copy(new MirrorRequest(copies.from(tag), to, PlatformSelection.ALL, false));
    }

    private static Moved moved(CopyOutcome outcome) {
        return ((CopyOutcome.Copied) outcome).moved();
    }

    @Test
    void ofBlobsThatAreThereAndOfThoseThatAreMounted() {
        assertThat(moved(copy("v1", CopyFixture.TO))).isEqualTo(Moved.sent(5_300 + config));
        assertThat(moved(copy("v2", CopyFixture.TO))).isEqualTo(new Moved(400, 5_000 + config, 0));
        assertThat(moved(copy("v1", "copy/other"))).isEqualTo(new Moved(0, 0, 5_300 + config));
    }

    @Test
    void ofABlobThatAnotherLineBringsMeanwhile() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        copies.source.inject(Fault.on("GET", ".*/blobs/" + SHARED).holdUntil(open));
        CompletableFuture<CopyOutcome> first = CompletableFuture.supplyAsync(() -> copy("v1", CopyFixture.TO));
        await().until(() -> copies.source.count("GET", ".*/blobs/" + SHARED) == 1);
        CompletableFuture<CopyOutcome> second = CompletableFuture.supplyAsync(() -> copy("v2", CopyFixture.TO));
        await().until(() -> copies.source.count("GET", ".*/manifests/v2") == 1);
        open.countDown();

        Moved both = moved(first.get()).plus(moved(second.get()));
        assertThat(both).isEqualTo(new Moved(5_700 + config, 5_000 + config, 0));
    }

    @Test
    void ofAnImageOfWhichOnlySomethingArrived() {
        copies.destination.inject(Fault.on("PUT", ".*/manifests/v1").always().status(403, Map.of(), ""));

        assertThat(copy("v1", CopyFixture.TO))
                .isInstanceOf(CopyOutcome.Failed.class)
                .extracting("moved")
                .isEqualTo(Moved.sent(5_300 + config));
    }
}
