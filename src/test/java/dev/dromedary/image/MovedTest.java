package dev.dromedary.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MovedTest {
    @Test
    void countsWhatDidNotHaveToBeSentAsSaved() {
        assertThat(new Moved(1, 20, 300).plus(new Moved(4, 50, 600))).isEqualTo(new Moved(5, 70, 900));
        assertThat(new Moved(5, 70, 900).saved()).isEqualTo(970);
    }

    @Test
    void savesNothingThatAnEarlierAttemptSent() {
        assertThat(new Moved(10, 70, 3).after(Moved.sent(50))).isEqualTo(new Moved(60, 20, 3));
        // what was sent half
        assertThat(new Moved(10, 70, 3).after(Moved.sent(90))).isEqualTo(new Moved(100, 0, 3));
    }

    @Test
    void staysPositiveWhateverManifestsSay() {
        Moved large = Moved.present(Long.MAX_VALUE).plus(Moved.mounted(Long.MAX_VALUE));
        assertThat(large.plus(large).saved()).isEqualTo(Long.MAX_VALUE);
        assertThat(Moved.present(-1).plus(Moved.mounted(-1))).isEqualTo(Moved.NONE);
    }
}
