package dev.dromedary.camel;

import dev.dromedary.config.InvalidSettingException;
import dev.dromedary.config.MirrorSettings;
import dev.dromedary.mirror.AllowedNames;
import dev.dromedary.mirror.ImageCheck;
import dev.dromedary.mirror.ImageMirror;
import dev.dromedary.mirror.ImageValidation;
import dev.dromedary.mirror.Projects;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.registry.client.Registries;
import dev.dromedary.registry.credentials.Credentials;
import dev.dromedary.registry.network.Network;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.DropFolders;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.OneShotPlaces;
import dev.dromedary.run.RunPlaces;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.Runs;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.DefaultMainShutdownStrategy;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes and their beans, wired from the settings: as the server, or for one run of a one-shot command. Everything
 * that has to be closed is closed with it.
 */
public final class Bundle implements Closeable {
    /** How long the answer to a notification may take; the end of the server waits for it. */
    private static final Duration NOTIFICATION_PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Bundle.class);

    private final Main main = new Main();
    private final Registries registries;
    private final ExecutorService copy;
    private final Runs runs;
    private final Runs validations;
    private final Projects projects;

    private Bundle(Parts parts, RunPlaces lists, RunPlaces listsToValidate, Watch watch) {
        MirrorSettings settings = parts.settings();
        registries = new Registries(
                RegistryWiring.rules(settings.network()),
                parts.credentials(),
                parts.network(),
                "dromedary/" + parts.version(),
                watch.traffic());
        copy = pool(settings.jobs());
        runs = new Runs(lists, new ConfiguredRules(settings), observer(parts, watch, DropFolder.Kind.MIRROR));
        validations = new Runs(
                listsToValidate, new ConfiguredRules(settings), observer(parts, watch, DropFolder.Kind.VALIDATE));
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        HarborProjects harborProjects = harborProjects(parts);
        projects = new Projects(harborProjects);
        main.bind("harborProjects", harborProjects);
        main.bind("registryClient", registries.client());
        main.bind("notificationClient", registries.client(NOTIFICATION_PATIENCE));
        bindWork(settings, watch);
        main.bind("copy", copy);
        main.bind("runs", new RunSteps(runs, result -> watch.ended(DropFolder.Kind.MIRROR, result)));
        main.bind("validations", new RunSteps(validations, result -> watch.ended(DropFolder.Kind.VALIDATE, result)));
        main.addOverrideProperty("mirror.retries", Integer.toString(settings.retries()));
        main.configure().setAutoConfigurationLogSummary(false);
        main.configure()
                .setShutdownTimeout((int) Math.max(1, settings.shutdownTimeout().toSeconds()));
    }

    /** What is done with one line. */
    private void bindWork(MirrorSettings settings, Watch watch) {
        AllowedNames allowed = new AllowedNames(settings.allowSources(), settings.allowDestinations());
        boolean referrers = settings.referrers();
        ImageMirror mirror = new ImageMirror(registries, allowed, referrers, projects);
        main.bind("copyImage", new CopyImage(watch.watched(DropFolder.Kind.MIRROR, mirror::copy)));
        ImageValidation validation = new ImageValidation(registries, allowed, projects);
        main.bind("validateImage", new ValidateImage(watch.watched(DropFolder.Kind.VALIDATE, validation::validate)));
        // routes are loaded in servers too, where nobody calls this one
        main.bind("checkImage", new CheckImage(new ImageCheck(registries, allowed, referrers, projects)));
    }

    private static Consumer<LineRecord> observer(Parts parts, Watch watch, DropFolder.Kind kind) {
        return parts.observer().andThen(record -> watch.settled(kind, record));
    }

    private HarborProjects harborProjects(Parts parts) {
        HarborRoutes routes = new HarborRoutes(main::getCamelContext, routes(parts.home()));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                HarborRoutes.withoutCookies(support.getCamelContext());
            }
        });
        return new HarborProjects(registries, parts.settings().harbor(), routes);
    }

    /**
     * What a bundle is made of.
     *
     * @param home the folder that holds routes/ and application.properties
     * @param observer is shown every line that is settled
     */
    public record Parts(
            Path home,
            MirrorSettings settings,
            Credentials credentials,
            Network network,
            String version,
            Consumer<LineRecord> observer) {}

    /** The server: all routes of the folder, an operator's own too, and Camel's own settings from application.properties. Not started yet. */
    public static Bundle server(Parts parts, DropFolders folders) throws IOException {
        DropFolder lists = folders.of(DropFolder.Kind.MIRROR);
        DropFolder listsToValidate = folders.of(DropFolder.Kind.VALIDATE);
        ServerMetrics metrics = new ServerMetrics(parts.settings());
        Bundle bundle = new Bundle(parts, lists, listsToValidate, metrics);
        Main main = bundle.main;
        main.setDefaultPropertyPlaceholderLocation("file:" + parts.home().resolve("application.properties"));
        main.addOverrideProperty("mirror.data", inUri(parts.settings().data()));
        ServerBeans beans = new ServerBeans(main, parts.settings(), folders);
        beans.bindLists(bundle.runs, bundle.validations);
        beans.bindDisk();
        beans.bindNotifications();
        metrics.attach(main, parts, folders, Map.of(lists, bundle.runs, listsToValidate, bundle.validations));
        metrics.show(beans.bindSchedules());
        bundle.readyWhen("folders", ReadyFolders.of(parts.settings().data(), folders));
        main.addMainListener(bundle.serverListener(parts, lists));
        bundle.useRoutes(parts.home(), Stream.of("*"));
        return bundle;
    }

    private MainListenerSupport serverListener(Parts parts, DropFolder folder) {
        return new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport support) {
                ManagementPort.check(main.configure(), support.getCamelContext());
            }

            @Override
            public void afterStart(BaseMainSupport support) {
                LOG.info(
                        "Dromedary {}: drop lists into {}, {} jobs, {} lists side by side",
                        parts.version(),
                        folder.inbox().toAbsolutePath(),
                        parts.settings().jobs(),
                        parts.settings().lists());
            }

            @Override
            public void beforeStop(BaseMainSupport support) {
                suspend();
            }
        };
    }

    /** The path as part of an endpoint's URI. Camel would decode some characters, look elsewhere and say nothing. */
    private static String inUri(Path data) {
        String path = data.toString();
        if (path.matches(".*[%&?#{}].*")) {
            throw new InvalidSettingException("mirror.data", path, "a path without any of % & ? # { }");
        }
        return path;
    }

    /** The routes of one run: no consumers, no management server, nothing read from application.properties. */
    public static Bundle oneShot(Parts parts, OneShotPlaces places, TrafficListener traffic) {
        Bundle bundle = new Bundle(parts, places, places, Watch.ofTraffic(traffic));
        bundle.main.setDefaultPropertyPlaceholderLocation("false");
        String verb = verb(places.kind());
        bundle.useRoutes(parts.home(), Stream.of("line-errors", verb + "-list", verb + "-line", "dead-letter"));
        return bundle;
    }

    private static String verb(DropFolder.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Path routes(Path home) {
        return home.resolve("routes");
    }

    private void useRoutes(Path home, Stream<String> routes) {
        Path folder = routes(home);
        main.configure()
                .setRoutesIncludePattern(routes.map(route -> "file:" + folder.resolve(route + ".camel.yaml"))
                        .collect(Collectors.joining(",")));
    }

    /** Overrides one of Camel's own settings. */
    public void override(String property, String value) {
        main.addOverrideProperty(property, value);
    }

    /** One more check of readiness, which answers what is wrong in one line, and nothing while nothing is. */
    public void readyWhen(String check, Supplier<Optional<String>> problem) {
        main.bind(check, new ReadinessCheck(check, problem));
    }

    public void start() {
        main.start();
    }

    /**
     * Runs until the process is asked to end. Throws IOException, with one line for people, when it can't start, and
     * {@link InvalidSettingException} when that would not change with another start.
     */
    @SuppressWarnings("checkstyle:IllegalCatch") // Camel declares no less
    public void serve() throws IOException {
        main.setShutdownStrategy(new DefaultMainShutdownStrategy(main));
        try {
            main.run();
        } catch (Exception e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            if (root instanceof InvalidSettingException wrong) {
                throw wrong;
            }
            throw new IOException(
                    "cannot start: "
                            + String.valueOf(root.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    e);
        }
    }

    /** Works on one list through the same route as the server, and waits for its end. */
    public RunResult run(DropFolder.Kind kind, Path list) {
        return main.getCamelContext()
                .createProducerTemplate()
                .requestBody("direct:" + verb(kind) + "-list", list.toFile(), RunResult.class);
    }

    /** The projects of destinations that are known to be missing, each in one line for people. */
    public List<String> missingProjects() {
        return projects.missing();
    }

    /** No line is begun any more; what is left fails for this reason. */
    public void stop(String reason) {
        runs.stop(reason);
        validations.stop(reason);
    }

    /** Ends all runs now, whatever is still in progress. */
    public List<RunResult> abandon() {
        return Stream.of(runs, validations)
                .flatMap(kind -> kind.abandon().stream())
                .toList();
    }

    private void suspend() {
        runs.suspend();
        validations.suspend();
    }

    @Override
    public void close() throws IOException {
        suspend();
        main.stop();
        copy.shutdown();
        registries.close();
    }

    /** First in, first out, and as many platform threads as jobs: the bound on what is in progress over all lists. */
    private static ExecutorService pool(int jobs) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(jobs, task -> {
            Thread thread = new Thread(task, "copy-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
