package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.embedded.RecordedRequest;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a destination may lead an upload to. */
class HostileLocationTest extends FreshCopyFixture {
    private static final String SESSION = "/v2/copy/app/blobs/uploads/1234";

    @BeforeEach
    void pushImage() {
        sample.tagged("v1", 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://127.0.0.1/x",
                "file:///etc/passwd",
                "http://user:pass@127.0.0.1:1/x?token=pass",
                "mailto:somebody",
                "http://127.0.0.1:99999/x",
                "http://"
            })
    void sendsNothingToALocationThatIsNoUrlOfARegistry(String location) {
        copies.destination.inject(Fault.on("POST", ".*").always().status(202, Map.of("Location", location), ""));

        CopyOutcome.Failed failed = copies.failure("v1");

        assertThat(failed.reason())
                .startsWith("Location \"")
                .contains("of " + copies.destination.name() + ": expected an http or https URL")
                .doesNotContain("pass@", "token");
        assertThat(failed.retryable()).isFalse();
        assertThat(copies.destination.count("PUT|DELETE", ".*")).isZero();
    }

    @Test
    void sendsNothingWithoutALocation() {
        copies.destination.inject(Fault.on("POST", ".*").always().header("Location", null));

        assertThat(copies.failure("v1").reason())
                .isEqualTo("Location \"\" of " + copies.destination.name() + ": expected an http or https URL");
        assertThat(copies.destination.count("PUT|DELETE", ".*")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/copy/app/blobs/uploads/1234?_state=a%2Fb+c%3D%3d&x=%7e~|^",
                "1234?_state=a%2Fb+c%3D%3d&x=%7e~|^",
                "../uploads/./1234?_state=a%2Fb+c%3D%3d&x=%7e~|^",
                "//HOST/v2/copy/app/blobs/uploads/1234?_state=a%2Fb+c%3D%3d&x=%7e~|^",
                "HTTP://HOST/v2/copy/app/blobs/uploads/1234?_state=a%2Fb+c%3D%3d&x=%7e~|^#fragment"
            })
    void keepsTheQueryOfALocationByteForByte(String location) {
        String named = location.replace("HOST", copies.destination.name());
        copies.destination.inject(Fault.on("POST", ".*").status(202, Map.of("Location", named), ""));
        copies.destination.inject(Fault.on("PUT", ".*/uploads/1234.*").status(201, Map.of(), ""));

        copies.copy("v1");

        assertThat(copies.destination.requests())
                .filteredOn(request -> request.method().equals("PUT"))
                .first()
                .extracting(RecordedRequest::path)
                .asString()
                .startsWith(SESSION + "?_state=a%2Fb+c%3D%3d&x=%7e~|^&digest=sha256:");
    }

    @Test
    void mayLeadToAnotherHostWhichGetsNoPassword() throws IOException {
        try (FaultyRegistry storage = FaultyRegistry.start(folder.resolve("storage"))) {
            storage.inject(Fault.on("PUT", ".*").status(201, Map.of(), ""));
            String location = "http://" + storage.name() + SESSION;
            copies.destination.inject(Fault.on("POST", ".*").status(202, Map.of("Location", location), ""));

            copies.copy("v1");

            assertThat(storage.requests()).singleElement().satisfies(put -> {
                assertThat(put.path()).startsWith(SESSION + "?digest=sha256:");
                assertThat(put.headers()).doesNotContainKey("authorization");
            });
        }
    }
}
