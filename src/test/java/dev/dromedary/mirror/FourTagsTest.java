package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.image.Digest;
import dev.dromedary.registry.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Four tags at once, and faults that meet many of their requests: all four arrive. Other tools lose some of them. */
@Timeout(60)
class FourTagsTest {
    private static final int LAYER_SIZE = 200_000;
    private static final Fault BLOB = Fault.on("GET", ".*/blobs/sha256:.*").perBlob();
    private static final Fault POST = Fault.on("POST", ".*/blobs/uploads/.*").perBlob();
    private static final Fault PUT = Fault.on("PUT", ".*/blobs/uploads/.*");

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private CopyFixture copies;
    private List<Digest> digests;

    @BeforeEach
    void start() throws IOException {
        start(CopyFixture.IMPATIENT);
    }

    private void start(Patience patience) throws IOException {
        copies = new CopyFixture(folder, registry -> Optional.empty(), patience);
        digests = IntStream.range(0, 4).mapToObj(this::push).toList();
        copies.forgetRequests();
    }

    private Digest push(int number) {
        Sample sample = copies.sample();
        byte[] large = Sample.bytes(10 + number, LAYER_SIZE);
        byte[] small = Sample.bytes(20 + number, 700);
        return sample.tag("v" + number, sample.image("linux/amd64", List.of(sample.blob(large), sample.blob(small))));
    }

    @AfterEach
    void stop() throws IOException {
        threads.shutdownNow();
        copies.close();
    }

    static Stream<Arguments> faultsOfTheSource() {
        return Stream.of(
                arguments("500 once per blob", BLOB.status(500, Map.of(), "")),
                arguments("503 twice per blob", BLOB.times(2).status(503, Map.of(), "")),
                arguments("429 without Retry-After", BLOB.status(429, Map.of(), "")),
                arguments("closes in mid-blob", BLOB.cutAfter(500)),
                arguments("resets in mid-blob", BLOB.resetAfter(500)),
                arguments("one wrong byte", BLOB.corruptByte(20)),
                arguments("stalls in mid-blob", BLOB.stallAfter(500)),
                arguments("says nothing to one GET", BLOB.delay(Duration.ofDays(1))),
                arguments(
                        "does not know ranges",
                        BLOB.withoutRequestHeader("Range").cutAfter(500)));
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheSource")
    void allArriveThoughTheSource(String name, Fault fault) throws Exception {
        copies.source.inject(fault);

        assertAllArrive();
        assertThat(copies.source.requests()).as(name).hasSizeGreaterThan(4);
    }

    @Test
    void allArriveThoughEachManifestIsDamagedOnce() throws Exception {
        for (int number = 0; number < 4; number++) {
            copies.source.inject(Fault.on("GET", ".*/manifests/v" + number).corruptByte(2));
        }

        assertAllArrive();
    }

    static Stream<Arguments> faultsOfTheDestination() {
        Fault mid = PUT.times(3);
        return Stream.of(
                arguments("took the blob but answered 500", PUT.perBlob().takeThen(500)),
                arguments("resets in mid-upload, 3 times", mid.resetWhileReading(400)),
                arguments(
                        "resets in mid-upload, 3 times per blob", mid.perBlob().resetWhileReading(400)),
                arguments("resets in mid-upload and keeps what it has", mid.keepThenReset(400)),
                arguments(
                        "500 once to a manifest",
                        Fault.on("PUT", ".*/manifests/.*").status(500, Map.of(), "")),
                arguments("500 once per blob", POST.status(500, Map.of(), "")),
                arguments("500 once per HEAD", Fault.on("HEAD", ".*").times(4).status(500, Map.of(), "")),
                arguments("says nothing to one POST", POST.delay(Duration.ofDays(1))));
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheDestination")
    void allArriveThoughTheDestination(String name, Fault fault) throws Exception {
        copies.destination.inject(fault);

        assertAllArrive();
        assertThat(copies.destination.requests()).as(name).hasSizeGreaterThan(4);
    }

    /** With the usual waits: a limit of a second is not kept by tries that follow each other in milliseconds. */
    @ParameterizedTest
    @ValueSource(strings = {"source", "destination"})
    void allArriveWhereOneLimitsTo20RequestsASecond(String end) throws Exception {
        copies.close();
        folder = folder.resolve(end);
        start(Patience.USUAL);
        FaultyRegistry limited = end.equals("source") ? copies.source : copies.destination;
        limited.limit(20);

        assertAllArrive();
        assertThat(limited.requests())
                .filteredOn(request -> request.status() == 429)
                .isNotEmpty();
    }

    private void assertAllArrive() throws InterruptedException, ExecutionException {
        List<Future<CopyOutcome>> outcomes = IntStream.range(0, 4)
                .mapToObj(number -> threads.submit(() -> copies.copy("v" + number)))
                .toList();
        for (int number = 0; number < 4; number++) {
            assertThat(outcomes.get(number).get())
                    .as("v" + number)
                    .isInstanceOf(CopyOutcome.Copied.class)
                    .extracting("digest")
                    .isEqualTo(digests.get(number));
        }
        for (int number = 0; number < 4; number++) {
            copies.assertArrived("v" + number, digests.get(number));
        }
    }
}
