package dev.dromedary.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformSelectionTest {

    @ParameterizedTest
    @CsvSource({
        "amd64, linux/amd64",
        "amd64, linux/amd64/v3",
        "x86_64, linux/amd64",
        "amd64, linux/x86_64",
        "AMD64, linux/Amd64",
        "' amd64 , s390x', linux/s390x",
        "'amd64,,', linux/amd64",
        "arm64, linux/arm64",
        "arm64, linux/arm64/v8",
        "arm64/v8, linux/arm64",
        "arm64/v8, linux/arm64/v8",
        "aarch64, linux/arm64/V8",
        "aarch64/v8, linux/arm64",
        "arm64, linux/aarch64",
        "arm64/v9, linux/arm64/v9",
        "arm, linux/arm",
        "arm, linux/arm/v6",
        "arm, linux/arm/v7",
        "arm/v7, linux/arm/v7",
        "armhf, linux/arm/v7",
        "all, linux/riscv64",
        "'amd64,all', linux/riscv64",
        "amd64, /amd64",
    })
    void selectsAPlatformOfAWantedArchitecture(String arch, String platform) {
        assertThat(PlatformSelection.of(arch, "linux").wants(platform(platform)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "amd64, linux/arm64",
        "arm64, linux/arm64/v9",
        "arm64/v8, linux/arm64/v9",
        "arm64/v9, linux/arm64",
        "arm64/v9, linux/arm64/v8",
        "arm64, linux/arm/v8",
        "arm/v7, linux/arm",
        "arm/v7, linux/arm/v6",
        "armhf, linux/arm/v6",
        "arm, linux/arm64",
        "amd64/v2, linux/amd64",
        "amd64, windows/amd64",
        "all, windows/amd64",
    })
    void leavesOutAPlatformOfAnotherArchitecture(String arch, String platform) {
        assertThat(PlatformSelection.of(arch, "linux").wants(platform(platform)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"linux, linux, true", "'linux,windows', Windows, true", "windows, linux, false", "all, plan9, true"})
    void selectsTheOperatingSystem(String os, String found, boolean wanted) {
        assertThat(PlatformSelection.of("amd64", os).wants(new Platform(found, "amd64", "")))
                .isEqualTo(wanted);
    }

    @Test
    void takesAnEmptyOperatingSystemForLinux() {
        assertThat(PlatformSelection.of("amd64", "windows").wants(new Platform("", "amd64", "")))
                .isFalse();
    }

    @Test
    void isEverythingWhenBothAreAll() {
        assertThat(PlatformSelection.ALL.isEverything()).isTrue();
        assertThat(PlatformSelection.of(" All ", "ALL")).isEqualTo(PlatformSelection.ALL);
        assertThat(PlatformSelection.of("all", "linux").isEverything()).isFalse();
        assertThat(PlatformSelection.of("amd64", "all").isEverything()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "amd64/", "/v7", "arm/v7/x", "amd 64", "linux\\amd64"})
    void refusesAListWithoutANameOrWithSomethingElse(String arch) {
        assertThatThrownBy(() -> PlatformSelection.of(arch, "linux"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mirror.arch = \"" + arch + "\": expected names separated by commas, or all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "linux/amd64"})
    void refusesAnOperatingSystemThatIsNone(String os) {
        assertThatThrownBy(() -> PlatformSelection.of("amd64", os))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mirror.os = \"" + os + "\": expected names separated by commas, or all");
    }

    private static Platform platform(String text) {
        String[] parts = text.split("/", -1);
        return new Platform(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
    }

    @Test
    void saysWhatIsSelectedInOneOrder() {
        assertThat(PlatformSelection.of("s390x,arm64,amd64", "windows,linux"))
                .hasToString("arch amd64,arm64,s390x, os linux,windows");
    }
}
