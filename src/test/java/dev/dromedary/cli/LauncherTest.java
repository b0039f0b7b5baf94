package dev.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher keeps for the next start, and that nothing goes wrong, nor is said, where it can't or when it is bad. */
@Tag("drill")
class LauncherTest {
    private static final InstalledProgram.Result VERSION =
            new InstalledProgram.Result(0, "dromedary " + Version.current() + "\n", "");

    @TempDir
    private Path home;

    private InstalledProgram program;

    @BeforeEach
    void install() throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        program = InstalledProgram.in(home.resolve("here"));
    }

    @Test
    void keepsWhatTheNextStartNeeds() throws IOException, InterruptedException {
        assertThat(program.run("version")).isEqualTo(VERSION);
        Path kept = onlyOne();
        FileTime made = Files.getLastModifiedTime(kept);
        Path log = home.resolve("classes.log");
        assertThat(InstalledProgram.end(program.start(List.of(), "-Xlog:class+load:file=" + log, "version")))
                .isEqualTo(VERSION);
        assertThat(log).content().contains("dev.dromedary.cli.Main source: shared objects file (top)");
        assertThat(Files.getLastModifiedTime(onlyOne())).as("made once").isEqualTo(made);
    }

    @Test
    void makesItAnewForAnotherJarButOnlyOnce() throws IOException, InterruptedException {
        program.run("version");
        Path kept = onlyOne();
        FileTime future = FileTime.from(Instant.now().plus(Duration.ofHours(1)));
        Files.setLastModifiedTime(program.target().resolve("dromedary.jar"), future);
        assertThat(program.run("version")).isEqualTo(VERSION);
        assertThat(Files.getLastModifiedTime(onlyOne())).isEqualTo(future);
        Object file = Files.getAttribute(kept, "unix:ino");
        assertThat(program.run("version")).isEqualTo(VERSION);
        assertThat(Files.getAttribute(onlyOne(), "unix:ino")).isEqualTo(file);
    }

    @Test
    void makesItAnewAtAnotherPlace() throws IOException, InterruptedException {
        program.run("version");
        Path kept = onlyOne();
        program = program.movedTo(home.resolve("there"));
        assertThat(program.run("version")).isEqualTo(VERSION);
        assertThat(program.kept())
                .hasSize(2)
                .anyMatch(file -> file.getFileName().equals(kept.getFileName()));
    }

    @Test
    void startsBesideOneThatIsNoneOrCannotBeRead() throws IOException, InterruptedException {
        program.run("version");
        Path kept = onlyOne();
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(kept, "no archive");
        assertThat(program.run("version")).isEqualTo(VERSION);
        assumeRoot();
        assertThat(program.runAsNobody("version")).isEqualTo(VERSION);
    }

    @Test
    void startsInAFolderThatCannotBeWrittenTo() throws IOException, InterruptedException {
        assumeRoot();
        assertThat(program.runAsNobody("version")).isEqualTo(VERSION);
        assertThat(program.kept()).isEmpty();
    }

    @Test
    void makesAWholeOneWhenTwoStartAtOnce() throws IOException, InterruptedException {
        Process other = program.start(List.of(), "", "version");
        assertThat(program.run("version")).isEqualTo(VERSION);
        assertThat(InstalledProgram.end(other)).isEqualTo(VERSION);
        assertThat(onlyOne()).isRegularFile();
        assertThat(program.run("version")).isEqualTo(VERSION);
    }

    @Test
    void triesAgainOnceTheSettingsAreRight() throws IOException, InterruptedException {
        Path properties = Files.writeString(home.resolve("here/application.properties"), "mirror.jobs = none\n");
        assertThat(program.run("version")).isEqualTo(VERSION);
        assertThat(program.kept()).isEmpty();
        Files.delete(properties);
        assertThat(program.run("version")).isEqualTo(VERSION);
        assertThat(onlyOne()).isNotEmptyFile();
    }

    @Test
    void showsHowFarItIsOnATerminalOnly() throws IOException, InterruptedException {
        Path list = Files.writeString(home.resolve("list.txt"), "busybox x\n");
        String[] mirror = {
            "mirror", "-f", list.toString(), "-o", home.resolve("failed.txt").toString()
        };
        List<String> terminal = List.of("env", "TERM=xterm", "sh", "-c", "exec script -qec \"$*\" /dev/null", "sh");
        InstalledProgram.Result shown = InstalledProgram.end(program.start(terminal, "", mirror));
        assertThat(shown.exit()).isEqualTo(1);
        assertThat(shown.out())
                .contains("\u001B[?7l0 lines, 0 bytes, 0 failed, 0 bytes/s\u001B[?7h\r\u001B[K")
                .containsPattern("\n?dromedary: 0 copied, [^\u001B]*$");
        InstalledProgram.Result plain = program.run(mirror);
        assertThat(plain.exit()).isEqualTo(1);
        assertThat(plain.err()).contains("dromedary: 0 copied, ").doesNotContain("\u001B");
    }

    private Path onlyOne() throws IOException {
        assertThat(program.kept()).hasSize(1);
        return program.kept().get(0);
    }

    private static void assumeRoot() {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become somebody else");
    }
}
