package dev.dromedary.image;

import static dev.dromedary.image.FakeManifestSource.entry;
import static dev.dromedary.image.FakeManifestSource.index;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members that stand twice in a manifest. */
class RepeatedMembersTest {
    private static final String TWICE = "{\"x\":1,\"x\":2,";

    @Test
    void areCopiedAsTheyAreWhereTheyDecideNothing() {
        String text = index(entry("linux/amd64")).replaceFirst("\\{", TWICE);

        assertThat(Manifest.of(text.getBytes(UTF_8), "").bytes()).isEqualTo(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"manifests\":[],", "\"schemaVersion\":2,", "\"mediaType\":\"a\",\"mediaType\":\"b\","})
    void areRefusedWhereTheyDecideWhatIsCopied(String again) {
        String text = index(entry("linux/amd64")).replaceFirst("\\{", "{" + again);

        assertThatThrownBy(() -> Manifest.of(text.getBytes(UTF_8), ""))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageContaining("once in an object, found it twice");
    }

    @Test
    void areRefusedInAnIndexThatIsWrittenAnew() throws IOException {
        String text = index(entry("linux/amd64"), entry("linux/s390x")).replaceFirst("\\{", TWICE);
        Manifest root = Manifest.of(text.getBytes(UTF_8), "");
        PlatformFilter filter = new PlatformFilter(PlatformSelection.of("amd64", "linux"), new KnownPlatforms());

        assertThatThrownBy(() -> filter.select(root, new FakeManifestSource()))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageContaining("Duplicate field 'x'");
    }
}
