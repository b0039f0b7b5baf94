package dev.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0,        0.0 s",
        "440,      0.4 s",
        "59940,    59.9 s",
        "60000,    1m00s",
        "125000,   2m05s",
        "3599999,  59m59s",
        "11220000, 3h07m",
        "360000000, 100h00m"
    })
    void showsTimes(long millis, String shown) {
        assertThat(Quantity.time(Duration.ofMillis(millis))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0,                   0 bytes",
        "1023,                1023 bytes",
        "1024,                1.0 KB",
        "1048575,             1.0 MB",
        "1572864,             1.5 MB",
        "9223372036854775807, 8.0 EB"
    })
    void showsSizes(long bytes, String shown) {
        assertThat(Quantity.bytes(bytes)).isEqualTo(shown);
    }
}
