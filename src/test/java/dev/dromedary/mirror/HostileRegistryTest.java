package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.embedded.Fault;
import dev.dromedary.image.Digest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that wants our memory or our time: the line fails in one line, and nothing is written. */
class HostileRegistryTest extends FreshCopyFixture {
    private static final String TAG = "/v2/team/app/manifests/v1";

    @BeforeEach
    void pushImage() {
        sample.tagged("v1", 1);
    }

    @Test
    void followsNoIndexOfMoreThanAThousandManifests() {
        List<ObjectNode> entries = IntStream.rangeClosed(1, 1_001)
                .mapToObj(i -> Sample.descriptor(Sample.MANIFEST, Digest.sha256(Sample.bytes(i, 8)), 100))
                .toList();
        copies.source.inject(Fault.on("GET", TAG)
                .always()
                .status(
                        200,
                        Map.of("Content-Type", Sample.INDEX),
                        Sample.index(entries).toString()));

        assertFailure("expected at most 1000 manifests, found more");
        assertThat(copies.source.count("GET", ".*/manifests/sha256:.*")).isZero();
    }

    @Test
    void followsNoMoreThanFourLevelsOfIndexes() {
        ObjectNode nested = sample.image("linux/amd64", 3);
        for (int level = 1; level <= 5; level++) {
            nested = Sample.index(List.of(sample.entry("linux/amd64", nested)));
        }
        sample.tag("v1", nested);

        assertFailure("expected at most 4 levels of indexes, found more");
    }

    @Test
    void readsNoManifestThatIsNestedEndlessly() {
        copies.source.inject(Fault.on("GET", TAG)
                .always()
                .status(200, Map.of("Content-Type", Sample.MANIFEST), "{\"layers\":" + "[".repeat(1_000_000)));

        assertFailure("manifest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"errors\":", "{\"errors\":[{\"message\":"})
    void readsNoErrorThatIsNestedEndlessly(String nesting) {
        copies.source.inject(Fault.on("GET", TAG).always().status(403, Map.of(), nesting.repeat(20_000)));

        assertFailure("(403)");
    }

    @Test
    void readsNoEndlessHeader() {
        copies.source.inject(Fault.on("GET", TAG).always().header("X-Long", "x".repeat(1_000_000)));

        assertFailure("Maximum line length limit exceeded");
    }

    @Test
    void readsNoEndlessNumberOfHeaders() {
        Fault fault = Fault.on("GET", TAG).always();
        for (int i = 0; i < 1_000; i++) {
            fault = fault.header("X-Header-" + i, "x");
        }
        copies.source.inject(fault);

        assertFailure("Maximum header count exceeded");
    }

    private void assertFailure(String reason) {
        CopyOutcome.Failed failed = copies.failure("v1");
        assertThat(failed.reason()).contains(reason).hasSizeLessThanOrEqualTo(300);
        assertThat(failed.reason().codePoints()).noneMatch(Character::isISOControl);
        assertThat(copies.writes()).isZero();
    }
}
