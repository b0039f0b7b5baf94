package dev.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.embedded.Fault;
import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.embedded.RecordedRequest;
import dev.dromedary.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server tells in numbers, against what the registries saw and what the report says. */
@Tag("long")
class CountedTrafficTest {
    private static final String PASSWORD = "s3cret-of-the-source";
    private static final byte[] LAYER = "layer of many".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CONFIG =
            "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private static Path folder;

    private static FaultyRegistry source;
    private static FaultyRegistry destination;
    private static FaultyRegistry realm;
    private static WatchedServer server;
    private static List<String> outcomes;
    private static Scrape scrape;

    /** One run in which as much goes wrong as can be counted. */
    @BeforeAll
    static void runAList() throws IOException {
        source = FaultyRegistry.start(folder.resolve("source"));
        destination = FaultyRegistry.start(folder.resolve("destination"));
        realm = FaultyRegistry.start(folder.resolve("realm"));
        Samples.pushMany(source.name(), "team/app", 6);
        source.forgetRequests();
        source.requireBasic("reader", PASSWORD);
        destination.requireTokensOf(realm);
        source.habit(Fault.on("GET", ".*/manifests/.*").header("ratelimit-remaining", "76;w=21600"));
        source.inject(Fault.on("GET", ".*/manifests/2").status(503, Map.of(), ""));
        source.inject(Fault.on("GET", ".*/blobs/" + Digest.sha256(LAYER)).cutAfter(5));
        destination.inject(Fault.on("PUT", ".*/manifests/3").status(429, Map.of("Retry-After", "1"), ""));
        server = WatchedServer.start(program(), folder.resolve("data"));
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.drop("l.txt", list("team/app", "team/other") + "busybox x\n");
        String first = data.awaitDone("l.txt");
        data.drop("again.txt", list("team/app", "team/app"));
        String second = data.awaitDone("again.txt");
        outcomes = Stream.of(data.outcomes(first), data.outcomes(second))
                .flatMap(List::stream)
                .map(line -> line.split(" ", 2)[1])
                .toList();
        server.process().awaitLog(second + ": finished");
        server.process().awaitUntil(() -> server.metrics().sum("dromedary_lists_total", "end=finished") == 2);
        scrape = server.metrics();
    }

    private static Program program() {
        return Program.in(folder)
                .with("MIRROR_REGISTRY_SRC_HOST", source.name())
                .with("MIRROR_REGISTRY_SRC_USERNAME", "reader")
                .with("MIRROR_REGISTRY_SRC_PASSWORD", PASSWORD);
    }

    private static String list(String... repositories) {
        return Stream.of(repositories)
                .flatMap(repository -> Stream.of("1", "2", "3", "4", "5", "6", "no")
                        .map(tag -> source.name() + "/team/app " + destination.name() + "/" + repository + " " + tag
                                + "\n"))
                .collect(Collectors.joining());
    }

    @AfterAll
    static void stop() {
        server.close();
        Stream.of(source, destination, realm).forEach(FaultyRegistry::close);
    }

    @Test
    void countsEveryRequestThatTheRegistriesSaw() {
        assertThat(requests(source, "registry")).isEqualTo(seen(source)).containsKeys("GET 5xx", "GET 4xx", "HEAD 2xx");
        assertThat(requests(destination, "registry"))
                .isEqualTo(seen(destination))
                .containsKeys("PUT 4xx", "PUT 2xx");
        assertThat(requests(destination, "token")).isEqualTo(seen(realm)).isNotEmpty();
        assertThat(scrape.sum("dromedary_requests_total", "status=none")).isZero();
    }

    private static Map<String, Double> requests(FaultyRegistry registry, String endpoint) {
        return scrape.sums(
                "dromedary_requests_total", "method", "status", "registry=" + registry.name(), "endpoint=" + endpoint);
    }

    private static Map<String, Double> seen(FaultyRegistry registry) {
        return registry.requests().stream()
                .collect(Collectors.groupingBy(
                        request -> request.method() + " " + request.status() / 100 + "xx",
                        TreeMap::new,
                        Collectors.summingDouble(request -> 1)));
    }

    @Test
    void countsEveryLineByItsOutcome() {
        Map<String, Double> settled = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> "mirror " + outcome, TreeMap::new, Collectors.summingDouble(outcome -> 1)));
        Map<String, Double> counted = scrape.sums("dromedary_lines_total", "kind", "outcome", "kind=mirror");
        counted.remove("mirror skipped", 0.0);
        assertThat(counted)
                .isEqualTo(settled)
                .containsKeys("mirror copied", "mirror up-to-date", "mirror failed", "mirror unreadable");
        assertThat(scrape.sum("dromedary_copy_seconds_count", "outcome=copied"))
                .isEqualTo(settled.get("mirror copied"));
        assertThat(scrape.sum("dromedary_copy_seconds_bucket", "outcome=copied", "le=+Inf"))
                .isEqualTo(settled.get("mirror copied"));
        assertThat(scrape.sum("dromedary_images_total", "registry=" + source.name(), "direction=pulled"))
                .isEqualTo(scrape.sum("dromedary_images_total", "registry=" + destination.name(), "direction=pushed"))
                .isEqualTo(settled.get("mirror copied"));
    }

    /** The five bytes before the cut are read once: the blob goes on behind them. */
    @Test
    void countsTheBytesOfBlobsThatWentOver() {
        assertThat(bytes(source, "pulled")).isEqualTo(sizes(source, "GET", ".*/blobs/sha256:.*"));
        assertThat(bytes(destination, "pushed"))
                .isEqualTo(sizes(destination, "PUT", ".*/blobs/uploads/.*"))
                .isEqualTo(LAYER.length + CONFIG.length);
        assertThat(bytes(source, "pushed") + bytes(destination, "pulled")).isZero();
    }

    private static double bytes(FaultyRegistry registry, String direction) {
        return scrape.sum("dromedary_blob_bytes_total", "registry=" + registry.name(), "direction=" + direction);
    }

    /** A request that goes on behind a cut brings what the cut one did not. */
    private static double sizes(FaultyRegistry registry, String method, String path) {
        return registry.requests().stream()
                .filter(request ->
                        request.method().equals(method) && request.path().matches(path))
                .filter(request ->
                        request.status() / 100 == 2 && !request.headers().containsKey("range"))
                .mapToDouble(CountedTrafficTest::size)
                .sum();
    }

    private static double size(RecordedRequest request) {
        return request.path().contains(Digest.sha256(LAYER).toString()) ? LAYER.length : CONFIG.length;
    }

    @Test
    void tellsWhatWasTriedAgainAndWaitedFor() {
        String from = "registry=" + source.name();
        String to = "registry=" + destination.name();
        assertThat(scrape.sum("dromedary_retries_total", from, "cause=5xx")).isEqualTo(1);
        assertThat(scrape.sum("dromedary_retries_total", from, "cause=connection"))
                .isEqualTo(1);
        assertThat(scrape.sum("dromedary_retries_total", to, "cause=rate-limit"))
                .isEqualTo(1);
        assertThat(scrape.sum("dromedary_waits_total", from, "cause=back-off")).isEqualTo(2);
        assertThat(scrape.sum("dromedary_wait_seconds_total", to, "cause=asked"))
                .isGreaterThanOrEqualTo(1);
        assertThat(scrape.sum("dromedary_rate_limit_remaining", from)).isEqualTo(76);
        assertThat(scrape.sum("dromedary_saved_bytes_total")).isPositive();
    }

    @Test
    void isAtRestWhenEverythingIsDone() {
        for (String what : List.of("lists", "lines", "copies")) {
            assertThat(scrape.names()).contains("dromedary_" + what + "_in_progress");
            assertThat(scrape.sum("dromedary_" + what + "_in_progress"))
                    .as(what)
                    .isZero();
        }
        assertThat(scrape.sum("dromedary_lists_waiting")).isZero();
        assertThat(scrape.sum("dromedary_oldest_waiting_list_seconds")).isZero();
    }

    @Test
    void tellsNoSecret() throws IOException {
        String text = server.get("/observe/metrics").body()
                + server.process().log()
                + server.get("/observe/info").body();
        assertThat(text).contains(source.name()).doesNotContain(PASSWORD, "reader");
        assertThat(realm.givenTokens())
                .isNotEmpty()
                .allSatisfy(token -> assertThat(text).doesNotContain(token));
    }
}
