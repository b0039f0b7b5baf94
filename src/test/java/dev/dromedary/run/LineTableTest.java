package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTableTest {
    @Test
    void takesNoMemoryForLinesThatAskForNothing() {
        LineTable table = new LineTable();

        table.set(2_000_000_000L, 7); // 16 GB if every line had its eight bytes

        assertThat(table.get(2_000_000_000L)).isEqualTo(7);
        assertThat(table.get(1_000_000_000L)).isZero();
        assertThat(table.get(3_000_000_000L)).isZero();
        assertThat(table.last()).isGreaterThanOrEqualTo(2_000_000_000L);
    }
}
