package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.embedded.Fault;
import dev.dromedary.image.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures of one kind, more of them than the pool has connections to one registry: the next copy still finds one. */
@Timeout(120)
@Tag("long")
class ConnectionLeakTest extends FreshCopyFixture {
    private static final int MORE_THAN_THE_POOL_HAS = 70;

    @Override
    CopyFixture open() throws IOException {
        return new CopyFixture(
                folder,
                registry -> {
                    throw new IOException("config.json: Permission denied");
                },
                CopyFixture.patience(1, Duration.ofSeconds(20), Duration.ofSeconds(20)));
    }

    @BeforeEach
    void pushImage() {
        sample.tagged("v1", 1);
    }

    static List<Fault> sourceFaults() {
        Fault manifest = Fault.on("GET", ".*/manifests/v1").always();
        Fault blob = Fault.on("GET", ".*/blobs/" + Digest.sha256(Sample.bytes(1, 500)))
                .always();
        return List.of(
                manifest.status(307, Map.of("Location", "ftp://somewhere"), "body"),
                manifest.status(307, Map.of("Location", ""), "body"),
                manifest.status(401, Map.of("WWW-Authenticate", "Basic"), "body"),
                manifest.status(404, Map.of(), "x".repeat(100_000)),
                manifest.status(200, Map.of(), "x".repeat(5_000_000)),
                manifest.cutAfter(10),
                blob.truncate(10),
                blob.corruptByte(10),
                blob.cutAfter(10),
                blob.stallAfter(20).status(200, Map.of(), "x".repeat(1_000_000)),
                blob.status(500, Map.of(), "x".repeat(100_000)));
    }

    @ParameterizedTest
    @MethodSource("sourceFaults")
    void survivesFailuresOfTheSource(Fault fault) {
        copies.source.inject(fault);

        failOften();
    }

    static List<Fault> destinationFaults() {
        Fault post = Fault.on("POST", ".*").always();
        Fault put = Fault.on("PUT", ".*").always();
        return List.of(
                post.status(202, Map.of("Location", "ftp://somewhere"), "body"),
                post.status(307, Map.of("Location", "ftp://somewhere"), "body"),
                post.status(401, Map.of("WWW-Authenticate", "Basic"), "body"),
                put.status(403, Map.of(), "x".repeat(100_000)),
                put.status(307, Map.of("Location", "/elsewhere"), "body"),
                put.reset());
    }

    @ParameterizedTest
    @MethodSource("destinationFaults")
    void survivesFailuresOfTheDestination(Fault fault) {
        copies.destination.inject(fault);

        failOften();
    }

    @Test
    void saysThatTheCredentialsCanNotBeRead() {
        copies.source.requireBasic("user", "secret");

        assertThat(copies.failure("v1").reason())
                .isEqualTo(
                        "cannot read the credentials of " + copies.source.name() + ": config.json: Permission denied");
    }

    private void failOften() {
        for (int i = 0; i < MORE_THAN_THE_POOL_HAS; i++) {
            copies.failure("v1");
        }
        copies.mend();
        assertThat(copies.copy("v1")).isInstanceOf(CopyOutcome.Copied.class);
    }
}
