package dev.dromedary.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The table of names: which line and which flags mean which source and which destination. */
class NameTableTest {

    @ParameterizedTest(name = "{0} [{1}]")
    @CsvFileSource(resources = "/golden/names.csv", delimiter = '|', emptyValue = "")
    void namesBothEnds(String line, String flags, String source, String destination) {
        NameRules.Ends ends = ListedNames.ends(ListedNames.filled(line), flags);
        assertThat(ends.source()).hasToString(ListedNames.filled(source));
        assertThat(ends.destination()).hasToString(ListedNames.filled(destination));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/golden/unreadable.txt", delimiter = '|')
    void refusesWhatIsNoImage(String line) {
        assertThatThrownBy(() -> ListedNames.ends(line, ""))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("expected");
    }
}
