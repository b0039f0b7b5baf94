package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.image.Digest;
import dev.dromedary.mirror.FaultCell.Ends;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cells of one stage of a copy, each met once and each met for good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
@Tag("long")
abstract class FaultMatrix {
    static final int LAYER_SIZE = 300_000;
    static final String LAYER = Digest.sha256(Sample.bytes(1, LAYER_SIZE)).toString();

    private Path home = Path.of("");
    private @Nullable CopyFixture open;
    private Optional<String> before = Optional.empty();

    abstract List<FaultCell> cells();

    /** The registry that fails. */
    abstract FaultyRegistry side(CopyFixture copies);

    /** What there is before the copy. */
    void prepare(CopyFixture copies) {}

    @BeforeEach
    void takeHome(@TempDir Path folder) {
        home = folder;
    }

    @AfterEach
    void stop() throws IOException {
        CopyFixture used = open;
        if (used != null) {
            used.close();
        }
    }

    Stream<FaultCell> cellsThatPass() {
        return those(Ends.TRIED_AGAIN, Ends.PASSING, Ends.HARMLESS);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cellsThatPass")
    void arrivesWhereTheFaultPasses(FaultCell cell) throws IOException {
        CopyFixture copies = start(cell);
        side(copies).inject(cell.fault());

        copies.arrives("v1");
        copies.assertUploadsAreGivenUp();
    }

    Stream<FaultCell> harmlessCells() {
        return those(Ends.HARMLESS);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("harmlessCells")
    void arrivesWhereTheFaultStaysAndDoesNoHarm(FaultCell cell) throws IOException {
        CopyFixture copies = start(cell);
        side(copies).inject(cell.fault().always());

        copies.arrives("v1");
    }

    Stream<FaultCell> cellsThatLast() {
        return those(Ends.TRIED_AGAIN, Ends.LASTING, Ends.REFUSED);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("cellsThatLast")
    void failsWhereTheFaultStays(FaultCell cell) throws IOException {
        CopyFixture copies = start(cell);
        side(copies).inject(cell.fault().always());

        assertFails(copies, cell);
    }

    Stream<FaultCell> refusedCells() {
        return those(Ends.REFUSED);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("refusedCells")
    void failsAtOnceWhereTryingAgainIsNoUse(FaultCell cell) throws IOException {
        CopyFixture copies = start(cell);
        side(copies).inject(cell.fault());

        assertFails(copies, cell);
    }

    private void assertFails(CopyFixture copies, FaultCell cell) throws IOException {
        CopyOutcome.Failed failed = copies.failure("v1");

        String name = side(copies).name();
        String other = name.equals(copies.source.name()) ? copies.destination.name() : copies.source.name();
        assertThat(failed.reason()).matches(cell.reason().replace("SIDE", Pattern.quote(name)));
        assertThat(failed.reason()).doesNotContain(other);
        assertThat(failed.retryable()).isFalse();
        // one that wants to be left alone is not even asked to forget an upload
        if (!failed.reason().contains("may work again")) {
            copies.assertUploadsAreGivenUp();
        }
        copies.mend();
        assertThat(copies.copiedDigest("v1")).as("what the tag is").isEqualTo(before);
    }

    private Stream<FaultCell> those(Ends first, Ends... more) {
        Set<Ends> wanted = EnumSet.of(first, more);
        return cells().stream().filter(cell -> wanted.contains(cell.ends()));
    }

    private CopyFixture start(FaultCell cell) throws IOException {
        CopyFixture copies = new CopyFixture(
                home, registry -> Optional.empty(), cell.isStill() ? CopyFixture.IMPATIENT : CopyFixture.PATIENT);
        open = copies;
        Sample sample = copies.sample();
        sample.tag(
                "v1",
                sample.image(
                        "linux/amd64",
                        List.of(sample.blob(Sample.bytes(1, LAYER_SIZE)), sample.blob(Sample.bytes(2, 600)))));
        prepare(copies);
        before = copies.copiedDigest("v1");
        copies.forgetRequests();
        return copies;
    }
}
