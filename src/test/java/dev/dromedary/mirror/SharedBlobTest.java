package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.embedded.Fault;
import dev.dromedary.image.Digest;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.witness.Walk;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One blob that two lines need at the same time. */
@Timeout(60)
class SharedBlobTest extends FreshCopyFixture {
    private static final Digest SHARED = Digest.sha256(Sample.bytes(1, 5_000));
    private static final Fault GET = Fault.on("GET", ".*/blobs/" + SHARED);

    private final CountDownLatch open = new CountDownLatch(1);

    @BeforeEach
    void pushImages() {
        ObjectNode shared = sample.blob(Sample.bytes(1, 5_000));
        sample.tag("v1", sample.image("linux/amd64", List.of(shared, sample.blob(Sample.bytes(2, 300)))));
        sample.tag("v2", sample.image("linux/arm64", List.of(shared, sample.blob(Sample.bytes(3, 400)))));
    }

    @AfterEach
    void stop() {
        open.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {CopyFixture.TO, "copy/other"})
    void isFetchedOnce(String otherRepository) throws Exception {
        copies.source.inject(GET.holdUntil(open));

        copyBoth(otherRepository);

        assertThat(copies.source.count("GET", ".*/blobs/" + SHARED)).isEqualTo(1);
        assertThat(copies.destination.count("PUT", ".*/blobs/uploads/.*" + SHARED.hex() + ".*"))
                .isEqualTo(1);
    }

    @Test
    void arrivesTwiceThoughTheDestinationIgnoresMounts() throws Exception {
        copies.destination.habit(Fault.on("POST", ".*").withoutQuery());
        copies.source.inject(GET.holdUntil(open));

        copyBoth("copy/other");
    }

    @Test
    void arrivesThoughTheLineThatFetchesItFindsItDamagedOnce() throws Exception {
        copies.source.inject(GET.holdUntil(open).corruptByte(7));

        copyBoth("copy/other");
    }

    /** With the first blob it is found out whether a registry mounts; that may be one of gigabytes. */
    @Test
    void isNotWaitedForByAllOtherBlobsWhereItIsTheFirst() throws Exception {
        copies.destination.habit(
                Fault.on("PUT", "/v2/" + CopyFixture.TO + "/blobs/.*").holdUntil(open));
        ObjectNode own = sample.blob(Sample.bytes(7, 300));
        sample.tag("v3", sample.image("linux/s390x", List.of(own)));
        CompletableFuture<CopyOutcome> first = copy("v1", CopyFixture.TO);
        await().until(() -> copies.destination.count("PUT", ".*") > 0);

        assertThat(copy("v3", "copy/other").get()).isInstanceOf(CopyOutcome.Copied.class);
        assertThat(first).isNotDone();

        open.countDown();
        assertThat(first.get()).isInstanceOf(CopyOutcome.Copied.class);
    }

    /** Nobody waits for a blob that never comes. */
    @Test
    void failsBothLinesWhereItCanNotBeHad() throws Exception {
        copies.source.inject(GET.always().holdUntil(open).status(403, Map.of(), ""));
        CompletableFuture<CopyOutcome> first = copy("v1", CopyFixture.TO);
        CompletableFuture<CopyOutcome> second = copy("v2", "copy/other");
        await().until(() -> copies.source.count("GET", ".*/manifests/v[12]") == 2);
        open.countDown();

        assertThat(List.of(first.get(), second.get()))
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOf(CopyOutcome.Failed.class)
                        .extracting("reason")
                        .asString()
                        .contains(SHARED.toString(), copies.source.name(), "403"));
    }

    private void copyBoth(String otherRepository) throws Exception {
        CompletableFuture<CopyOutcome> first = copy("v1", CopyFixture.TO);
        await().until(() -> copies.source.count("GET", ".*/blobs/" + SHARED) == 1);
        CompletableFuture<CopyOutcome> second = copy("v2", otherRepository);
        await().until(() -> copies.source.count("GET", ".*/manifests/v2") == 1);
        open.countDown();

        assertThat(List.of(first.get(), second.get()))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(CopyOutcome.Copied.class));
        assertThat(Walk.problems(copies.destinationApi(), CopyFixture.TO, "v1")).isEmpty();
        assertThat(Walk.problems(copies.destinationApi(), otherRepository, "v2"))
                .isEmpty();
    }

    private CompletableFuture<CopyOutcome> copy(String tag, String repository) {
        MirrorRequest request = new MirrorRequest(
                copies.from(tag),
                CopyFixture.reference(copies.destination, repository, tag),
                PlatformSelection.ALL,
                false);
        return CompletableFuture.supplyAsync(() -> copies.copy(request));
    }
}
