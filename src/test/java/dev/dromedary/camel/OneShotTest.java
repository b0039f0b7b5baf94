package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromedary.witness.RegistryApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code dromedary mirror} as people run it. */
class OneShotTest extends OneShotFixture {
    @Test
    void retriesItsFailedListInPlaceUntilNothingIsLeft() throws IOException, InterruptedException {
        Samples.push(source.name(), "team/app", "1", "one");
        Files.writeString(here.resolve("list.txt"), "team/app team/app 1\nteam/app app 2\n");
        OneShot.Result first = run("mirror -f list.txt -s SRC -d DST -j 2");
        assertThat(first.exit()).isEqualTo(1);
        assertThat(first.out()).isEmpty();
        assertThat(first.err())
                .containsPattern(
                        "dromedary: 1 copied, 0 up-to-date, 0 skipped, 1 failed, 0 unreadable, 49 bytes moved, 0 bytes saved"
                                + " in [0-9.]+ s; what failed is in mirror-failed.txt, ready for -f\n");
        assertThat(here.resolve("mirror-failed.txt")).hasContent(text("""
                # failed list of "list.txt": 1 of 2 lines were not mirrored
                # line 2: SRC/team/app:2: not found at the source (404 MANIFEST_UNKNOWN)
                team/app app 2
                """));

        String again = "mirror -f mirror-failed.txt --debug --tls-verify=false --default-project= -s SRC -d DST/pre";
        assertThat(run(again).exit()).isEqualTo(1);
        assertThat(here.resolve("mirror-failed.txt"))
                .content()
                .startsWith("# failed list of \"mirror-failed.txt\": 1 of 1 lines were not mirrored\n")
                .contains("# line 3: ");

        String digest = Samples.push(source.name(), "team/app", "2", "two");
        OneShot.Result last = run(again);
        assertThat(last.exit()).isZero();
        assertThat(last.err()).contains(" DEBUG ");
        assertThat(here.resolve("mirror-failed.txt")).doesNotExist();
        assertThat(new RegistryApi(destination.name()).headManifest("pre/app", "2"))
                .contains(digest);
    }

    @Test
    void refusesAProxyThatItCannotUse() throws IOException, InterruptedException {
        Files.writeString(here.resolve("empty.txt"), "# nothing\n");
        Program program = program().with("HTTPS_PROXY", "socks5://me:secret@proxy.test:1080");

        OneShot.Result result =
                OneShot.start(program, "mirror", "-f", "empty.txt").await();

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .endsWith("dromedary: HTTPS_PROXY: expected http://[<user>:<password>@]<host>[:<port>],"
                        + " found the scheme \"socks5\"\n")
                .doesNotContain("secret");
    }

    @Test
    void leavesAnotherFileInThePlaceOfTheFailedListWhenNothingFailed() throws IOException, InterruptedException {
        Files.writeString(here.resolve("empty.txt"), "# nothing\n");
        Files.writeString(here.resolve("mirror-failed.txt"), "my notes\n");
        assertThat(run("mirror -f empty.txt").exit()).isZero();
        assertThat(here.resolve("mirror-failed.txt")).hasContent("my notes");
    }

    @Test
    void endsWithThreeWhenTheFailedListCannotBeWritten() throws IOException, InterruptedException {
        Files.writeString(here.resolve("list.txt"), "busybox x\n");
        Program full = program().under("prlimit", "--fsize=100").jvm("-XX:-UsePerfData");
        OneShot.Result result = OneShot.start(full, "mirror", "-f", "list.txt").await();
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("dromedary: cannot finish " + here.resolve("list.txt") + ": ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mirror                                     | -f: expected a list file, found none
            mirror -f none.txt                         | -f "none.txt": expected a readable file, found none
            mirror -f list.txt -o .                    | -o ".": expected a file, found a folder
            mirror -f list.txt -o list.txt             | -o "list.txt": it is the list itself, which is not a failed list
            mirror -f list.txt -o ../here/list.txt     | -o "../here/list.txt": it is the list itself
            mirror -f list.txt -o none/x.txt           | -o "none/x.txt": expected a file in a folder that exists
            mirror-validate -f list.txt -o none/x.txt  | -o "none/x.txt": expected a file in a folder that exists
            mirror-validate -f list.txt -o list.txt    | -o "list.txt": it is the list itself, which is not a failed list
            mirror-validate -f jobs.txt                | mirror.jobs: no setting of a list; expected one of
            mirror-validate -f nul.txt                 | expected a text file, found a NUL byte in its first 8 KiB
            mirror -f list.txt --fast                  | unknown flag "--fast"
            mirror -f list.txt -j 21                   | mirror.jobs = "21": expected a whole number from 1 to 20
            mirror -f .                                | expected a regular file, found a folder
            mirror -f nul.txt                          | expected a text file, found a NUL byte in its first 8 KiB
            mirror -f jobs.txt                         | mirror.jobs: no setting of a list; expected one of
            serve now                                  | unexpected argument "now"
            """)
    void refusesWhatItCannotDoInOneLine(String arguments, String reason) throws IOException, InterruptedException {
        Files.writeString(here.resolve("list.txt"), "busybox x\n");
        Files.writeString(here.resolve("nul.txt"), "busybox \0\n");
        Files.writeString(here.resolve("jobs.txt"), "# mirror.jobs = 3\n");
        assertRefuses(arguments, reason);
        try (Stream<Path> files = Files.list(here)) {
            assertThat(files).as("nothing is written").hasSize(3);
        }
        assertThat(here.resolve("list.txt")).hasContent("busybox x");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void putsWhatIsNotFinishedIntoTheFailedListWhenItIsInterrupted(String signal, int exit)
            throws IOException, InterruptedException {
        Samples.pushMany(source.name(), "team/app", 5);
        try (Gate gate = Gate.before(source.name(), "/v2/team/app/manifests/[2-9]")) {
            List<String> lines = IntStream.rangeClosed(1, 5)
                    .mapToObj(i -> gate.name() + "/team/app " + destination.name() + "/team/app " + i)
                    .toList();
            Files.write(here.resolve("list.txt"), lines);
            // whoever runs the tests may have told children to ignore an interrupt
            Program program = program().under("env", "--default-signal=INT");
            try (OneShot run = OneShot.start(program, "mirror", "-f", "list.txt", "-j", "2")) {
                await().atMost(Duration.ofSeconds(60)).until(() -> gate.waiting() == 2);
                new ProcessBuilder("kill", "-s", signal, Long.toString(run.pid()))
                        .start()
                        .waitFor();
                await().during(Duration.ofSeconds(1)).until(() -> gate.waiting() == 2);
                gate.let(1);
                await().during(Duration.ofSeconds(1)).until(() -> gate.waiting() == 1);
                gate.open();
                assertThat(run.await().exit()).isEqualTo(exit);
            }
            assertThat(here.resolve("mirror-failed.txt")).hasContent("""
                    # failed list of "list.txt": 2 of 5 lines were not mirrored
                    # line 4: interrupted before it was done
                    %s
                    # line 5: interrupted before it was done
                    %s
                    """.formatted(lines.get(3), lines.get(4)));
            assertThat(destination.count("PUT", "/v2/team/app/manifests/.*")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"version", "help", "mirror --help", "plan -f list.txt", "convert-list -i list.txt", "completion"})
    void answersWithoutCamel(String arguments) throws IOException, InterruptedException {
        Files.writeString(here.resolve("list.txt"), "dromedary dromedary 1\n");
        Program program = program().jvm("-Xlog:class+load:file=" + here.resolve("classes.log"));
        OneShot.Result result = OneShot.start(program, arguments.split(" ")).await();
        assertThat(result.exit()).isZero();
        assertThat(result.out() + result.err())
                .containsIgnoringCase("dromedary")
                .doesNotContain("WARN");
        assertThat(Files.readString(here.resolve("classes.log")).lines().collect(Collectors.toList()))
                .anyMatch(line -> line.contains("dev.dromedary.cli.Main "))
                .noneMatch(line -> line.contains(" org.apache.camel."));
    }

    @Test
    void mirrorsWithoutWhatOnlyOthersNeed() throws IOException, InterruptedException {
        Files.writeString(here.resolve("list.txt"), "");
        Program program = program().jvm("-Xlog:class+load:file=" + here.resolve("classes.log"));
        OneShot.Result result =
                OneShot.start(program, "mirror", "-f", "list.txt").await();
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(Files.readString(here.resolve("classes.log")))
                .contains("dev.dromedary.cli.MirrorCommand ", "dev.dromedary.registry", "org.apache.camel.")
                .doesNotContain(
                        "dev.dromedary.embedded",
                        "com.google.common.",
                        "sun.security.ssl.SSLContextImpl ",
                        "org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader ",
                        "org.xml.sax.XMLReader ",
                        "org.apache.camel.component.http.HttpComponent ",
                        "org.apache.camel.component.platform.http.PlatformHttpComponent ",
                        "io.micrometer.");
    }

    @Test
    void logsAsAFileOfLogbackSays() throws IOException, InterruptedException {
        Files.writeString(here.resolve("list.txt"), "");
        Path file = Files.writeString(here.resolve("log.xml"), """
                <configuration>
                  <appender name="own" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target>
                    <encoder><pattern>own form: %msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="own"/></root>
                </configuration>
                """);
        Program program = program().jvm("-Dlogback.configurationFile=" + file);
        OneShot.Result result =
                OneShot.start(program, "mirror", "-f", "list.txt").await();
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).contains("own form: list.txt: started\n").doesNotContain("INFO");
    }

    @Test
    void plansALongListInLittleMemoryAndWithoutALog() throws IOException, InterruptedException {
        int lines = 200_000;
        writeList(lines);
        Program program = program().jvm("-Xmx12m", "-Xlog:class+load:file=" + here.resolve("classes.log"));
        OneShot.Result result = OneShot.start(program, "plan", "-f", "list.txt").await();
        assertThat(result.err()).isEqualTo("dromedary: " + lines + " planned, 0 unreadable\n");
        assertThat(result.out()).hasLineCount(lines).contains("\n200000\tplanned\tdocker.io/team/app:200000\t");
        assertThat(result.exit()).isZero();
        assertThat(Files.readString(here.resolve("classes.log"))).doesNotContain("ch.qos.logback", "fasterxml");
    }

    @Test
    void endsAPlanWhenNobodyReadsIt() throws IOException, InterruptedException {
        writeList(50_000);
        Program program = program().under("sh", "-c", "{ \"$@\"; echo \"exit $?\" >&2; } | head -n 1", "sh");
        OneShot.Result result = OneShot.start(program, "plan", "-f", "list.txt").await();
        assertThat(result.out()).isEqualTo("1\tplanned\tdocker.io/team/app:1\tdocker.io/team/app:1\t\n");
        assertThat(result.err()).isEqualTo("dromedary: cannot write to standard output\nexit 3\n");
    }
}
