package dev.dromedary.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.dromedary.witness.WitnessCondition.LeftOut;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessConditionTest {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void missesWhatNoFolderOfThePathHolds(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("docker-registry"));
        Path other = Files.createDirectory(folder.resolve("other"));
        assertThat(Files.createFile(other.resolve("skopeo")).toFile().setExecutable(true))
                .isTrue();

        assertThat(WitnessCondition.missingFrom(folder + File.pathSeparator + File.pathSeparator + other))
                .containsExactly("docker-registry");
    }

    @Test
    void runsTheTestsWhereNothingIsMissing() {
        WitnessCondition condition = new WitnessCondition(List.of(), true);

        assertThat(condition.judge("ATest", this::leftOut).isDisabled()).isFalse();
    }

    @Test
    void saysOnceForAllTestsWhatIsMissing() {
        WitnessCondition condition = new WitnessCondition(List.of("docker-registry", "skopeo"), false);
        try (LeftOut leftOut = leftOut()) {
            assertThat(condition.judge("BTest", () -> leftOut).isDisabled()).isTrue();
            assertThat(condition.judge("ATest.reads", () -> leftOut).isDisabled())
                    .isTrue();
        }

        assertThat(errors.toString(UTF_8))
                .isEqualToIgnoringNewLines("witness tests left out: docker-registry and skopeo are not on the PATH"
                        + " (2: ATest.reads, BTest)");
    }

    @Test
    void failsTheTestsWhereAMissingToolIsRequired() {
        WitnessCondition condition = new WitnessCondition(List.of("skopeo"), true);

        assertThatIllegalStateException()
                .isThrownBy(() -> condition.judge("ATest", this::leftOut))
                .withMessage("DROMEDARY_WITNESS is \"required\", but skopeo is not on the PATH");
    }

    private LeftOut leftOut() {
        return new LeftOut(new PrintStream(errors, true, UTF_8));
    }
}
