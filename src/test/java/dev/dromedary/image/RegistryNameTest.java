package dev.dromedary.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryNameTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Private.IO,        private.io,   -1,    private.io",
        "private.io:5000,   private.io,   5000,  private.io:5000",
        "[::1],             [::1],        -1,    [::1]",
        "[::1]:5000,        [::1],        5000,  [::1]:5000",
        "index.docker.io,   docker.io,    -1,    registry-1.docker.io",
        "docker.io:443,     docker.io,    443,   docker.io:443",
    })
    void tellsHostPortAndAuthority(String name, String host, int port, String wireName) {
        RegistryName registry = new RegistryName(name);
        assertThat(registry.host()).isEqualTo(host);
        assertThat(registry.port()).isEqualTo(port);
        assertThat(registry.wireName()).isEqualTo(wireName);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost:5000", "127.0.0.1", "127.255.0.9:80", "[::1]", "[::1]:5000"})
    void knowsLoopback(String name) {
        assertThat(new RegistryName(name).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1.nip.io",
                "127.0.0.256",
                "127.999.1.1",
                "127.1",
                "1127.0.0.1",
                "localhost.evil.io",
                "[::2]",
                "10.0.0.1"
            })
    void takesNothingElseForLoopback(String name) {
        assertThat(new RegistryName(name).isLoopback()).isFalse();
    }

    @Test
    void readsAConfiguredPrefix() {
        assertThat(NamePrefix.of("Private.io:443/team/base/"))
                .isEqualTo(new NamePrefix(new RegistryName("private.io:443"), "team/base"))
                .hasToString("private.io:443/team/base");
        assertThat(NamePrefix.of("harbor")).isEqualTo(new NamePrefix(new RegistryName("harbor"), ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/private.io", "private.io//", "private.io/A", "private.io/a//b", "a b", "private.io:0"
            })
    void refusesAConfiguredPrefix(String text) {
        assertThatThrownBy(() -> NamePrefix.of(text))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void saysThatAPrefixHasNoScheme() {
        assertThatThrownBy(() -> NamePrefix.of("https://private.io"))
                .hasMessage("registry \"https://private.io\": expected no scheme");
    }
}
