package dev.dromedary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageSettingsTest {

    @Test
    void keepsDoneForAMonthAndFailedForEver() {
        assertThat(read(Map.of()))
                .isEqualTo(new StorageSettings(Duration.ofDays(30), Optional.empty(), 200L * 1024 * 1024));
    }

    @ParameterizedTest
    @CsvSource({"1h,1", "72h,72", "30d,720", "3650d,87600", "87600h,87600"})
    void readsAges(String text, int hours) {
        assertThat(read(Map.of("mirror.keep", text)).keep()).hasHours(hours);
        assertThat(read(Map.of("mirror.keep-failed", text)).keepFailed()).contains(Duration.ofHours(hours));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0h", "0d", "3651d", "87601h", "30", "30m", "-1d", "1.5d", "1D", "9999999d"})
    void refusesAges(String text) {
        assertThatThrownBy(() -> read(Map.of("mirror.keep", text)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("mirror.keep = \"" + text + "\": expected an age from 1h to 3650d, such as 12h or 30d");
    }

    private static StorageSettings read(Map<String, String> properties) {
        return MirrorSettings.read(new SettingSources(properties, Map.of(), Map.of()), MirrorSettings.Kind.SERVER)
                .storage();
    }
}
