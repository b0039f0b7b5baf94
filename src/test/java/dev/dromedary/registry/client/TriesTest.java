package dev.dromedary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriesTest {
    private final RegistryException ill = RegistryException.answered("cannot ask r (502)", 502, "", Optional.empty());
    private final RegistryException silent =
            RegistryException.broken("ask r", new SocketTimeoutException("Read timed out"));

    private static Tries within(Duration time) {
        Patience usual = Patience.USUAL;
        return new Tries(
                new Patience(
                        usual.requestTries(),
                        time,
                        usual.maxWait(),
                        usual.stallTimeout(),
                        usual.minSpeed(),
                        usual.speedWindow(),
                        Duration.ofMillis(1)),
                0);
    }

    /** That there was no time left for an answer is not what is wrong. */
    @Test
    void tellsTheLastAnswerWhereTheLastTryHadNoTimeForOne() {
        Tries tries = within(Duration.ofMillis(900));
        tries.begin();
        assertThat(tries.isWorthAnother(ill)).isTrue();
        tries.begin();
        tries.isWorthAnother(silent);
        assertThat(tries.last(silent)).hasMessage("cannot ask r (502); tried 2 times");
    }

    @Test
    void tellsTheLastFailureWhereItHadItsTime() {
        Tries tries = within(Duration.ofMinutes(2));
        tries.begin();
        tries.isWorthAnother(ill);
        tries.begin();
        tries.isWorthAnother(silent);
        assertThat(tries.last(silent)).hasMessage("cannot ask r: Read timed out; tried 2 times");
    }

    @Test
    void tellsWhatThereIsWhereNothingWasAnswered() {
        Tries tries = within(Duration.ofMillis(900));
        tries.begin();
        tries.isWorthAnother(silent);
        assertThat(tries.last(silent)).hasMessage("cannot ask r: Read timed out");
    }
}
