package dev.dromedary.registry.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.image.RegistryName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {
    private static final RegistryName HOST = new RegistryName("reg.example:5000");

    @TempDir
    private Path folder;

    private Path file;
    private PasswordFile credentials;

    @BeforeEach
    void name() {
        file = folder.resolve("password");
        credentials = new PasswordFile(HOST, "ci", file);
    }

    @Test
    void isReadAgainWhenItWasExchanged() throws IOException {
        Files.writeString(file, "old");
        assertThat(credentials.of(HOST)).contains(new Credential("ci", "old"));
        Files.writeString(file, "new");
        assertThat(credentials.of(HOST)).contains(new Credential("ci", "new"));
    }

    @Test
    void losesOneLineEndAndNothingElse() throws IOException {
        for (String end : new String[] {"", "\n", "\r\n"}) {
            Files.writeString(file, " p\u00e4ss:word " + end);
            assertThat(credentials.of(HOST)).contains(new Credential("ci", " p\u00e4ss:word "));
        }
        Files.writeString(file, "two\n\n");
        assertThat(credentials.of(HOST)).contains(new Credential("ci", "two\n"));
    }

    @Test
    void isOfOneRegistryAlone() throws IOException {
        assertThat(credentials.of(new RegistryName("reg.example"))).isEqualTo(Optional.empty());
    }

    @Test
    void saysWhyThereIsNoPassword() throws IOException {
        String cannot = "cannot read the password of reg.example:5000 in " + file + ": ";
        assertThatThrownBy(() -> credentials.of(HOST)).hasMessage(cannot + "it is not there");
        Files.writeString(file, "\n");
        assertThatThrownBy(() -> credentials.of(HOST)).hasMessage(cannot + "expected a password, found nothing");
        Files.write(file, "hush\u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> credentials.of(HOST)).hasMessage(cannot + "expected UTF-8");
        Files.writeString(file, "hush-hush".repeat(10_000));
        assertThatThrownBy(() -> credentials.of(HOST))
                .hasMessage(cannot + "expected a password, found more than 64 KiB");
    }
}
