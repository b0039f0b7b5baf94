package dev.dromedary.camel;

import dev.dromedary.config.InvalidSettingException;
import dev.dromedary.config.MirrorSettings;
import dev.dromedary.mirror.AllowedNames;
import dev.dromedary.mirror.ImageMirror;
import dev.dromedary.mirror.ImageValidation;
import dev.dromedary.mirror.Projects;
import dev.dromedary.registry.Credentials;
import dev.dromedary.registry.Network;
import dev.dromedary.registry.Registries;
import dev.dromedary.run.Conversions;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.DropFolders;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.RunPlaces;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.Runs;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.GenericFileFilter;
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
    private static final List<String> RUN_ROUTES =
            List.of("line-errors", "mirror-list", "mirror-line", "validate-list", "validate-line", "dead-letter");

    /** How long the answer to a notification may take; the end of the server waits for it. */
    private static final Duration NOTIFICATION_PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Bundle.class);

    private final Main main = new Main();
    private final Registries registries;
    private final ExecutorService copy;
    private final Runs runs;
    private final Runs validations;

    private Bundle(Parts parts, RunPlaces lists, RunPlaces listsToValidate) {
        MirrorSettings settings = parts.settings();
        registries = new Registries(
                RegistryWiring.rules(settings.network()),
                parts.credentials(),
                parts.network(),
                "dromedary/" + parts.version());
        copy = pool(settings.jobs());
        runs = new Runs(lists, new ConfiguredRules(settings), parts.observer());
        validations = new Runs(listsToValidate, new ConfiguredRules(settings), parts.observer());
        AllowedNames allowed = new AllowedNames(settings.allowSources(), settings.allowDestinations());
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        HarborProjects projects = harborProjects(parts);
        main.bind("harborProjects", projects);
        main.bind("registryClient", registries.client());
        main.bind("notificationClient", registries.client(NOTIFICATION_PATIENCE));
        main.bind(
                "copyImage",
                new CopyImage(new ImageMirror(registries, allowed, settings.referrers(), new Projects(projects))));
        main.bind("validateImage", new ValidateImage(new ImageValidation(registries, allowed)));
        main.bind("copy", copy);
        main.bind("runs", new RunSteps(runs));
        main.bind("validations", new RunSteps(validations));
        main.addOverrideProperty("mirror.retries", Integer.toString(settings.retries()));
        main.configure().setAutoConfigurationLogSummary(false);
        main.configure()
                .setShutdownTimeout((int) Math.max(1, settings.shutdownTimeout().toSeconds()));
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
        Bundle bundle = new Bundle(parts, lists, listsToValidate);
        Main main = bundle.main;
        main.setDefaultPropertyPlaceholderLocation("file:" + parts.home().resolve("application.properties"));
        main.addOverrideProperty("mirror.data", inUri(parts.settings().data()));
        main.bind("inbox", new Inbox(lists));
        main.bind("validationInbox", new Inbox(listsToValidate));
        main.bind("settled", filter(folders::isSettled));
        main.bind("due", filter(bundle.runs::isDue));
        main.bind("validationDue", filter(bundle.validations::isDue));
        bundle.bindConversions(parts, folders.of(DropFolder.Kind.CONVERT));
        Notifications notifications = new Notifications(parts.settings().notifyUrl());
        main.bind("notifications", notifications);
        main.bind("notificationDue", filter(notifications::isDue));
        ScheduleWiring.bind(
                main,
                ScheduleWiring.schedules(parts.settings().schedules(), folders),
                parts.settings().schedules());
        main.addMainListener(bundle.serverListener(parts, lists));
        bundle.useRoutes(parts.home(), Stream.of("*"));
        return bundle;
    }

    private void bindConversions(Parts parts, DropFolder folder) {
        ConfiguredRules rules = new ConfiguredRules(parts.settings());
        Conversions conversions = new Conversions(folder, rules::conversion);
        main.bind("conversionInbox", new Inbox(folder));
        main.bind("conversionDue", filter(conversions::isDue));
        main.bind("convertList", new ConvertList(conversions));
    }

    private MainListenerSupport serverListener(Parts parts, DropFolder folder) {
        return new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport support) {
                CamelContext context = support.getCamelContext();
                int lists = parts.settings().lists();
                main.bind("listsAtOnce", new ListsAtOnce(context, "take-list", lists));
                main.bind("validationsAtOnce", new ListsAtOnce(context, "take-validation", lists));
                ManagementPort.requireFree(context);
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
    public static Bundle oneShot(Parts parts, RunPlaces places) {
        Bundle bundle = new Bundle(parts, places, places);
        bundle.main.setDefaultPropertyPlaceholderLocation("false");
        bundle.useRoutes(parts.home(), RUN_ROUTES.stream());
        return bundle;
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

    public void start() {
        main.start();
    }

    /** Runs until the process is asked to end. Throws IOException, with one line for people, when it can't start. */
    @SuppressWarnings("checkstyle:IllegalCatch") // Camel declares no less
    public void serve() throws IOException {
        main.setShutdownStrategy(new DefaultMainShutdownStrategy(main));
        try {
            main.run();
        } catch (Exception e) {
            throw new IOException("cannot start: " + rootMessage(e), e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    /** Mirrors one list through the same route as the server, and waits for its end. */
    public RunResult mirror(Path list) {
        return request("direct:mirror-list", list);
    }

    /** Validates one list through the same route as the server, and waits for its end. */
    public RunResult validate(Path list) {
        return request("direct:validate-list", list);
    }

    private RunResult request(String route, Path list) {
        return main.getCamelContext().createProducerTemplate().requestBody(route, list.toFile(), RunResult.class);
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

    private static GenericFileFilter<File> filter(Predicate<Path> accepts) {
        return file -> accepts.test(file.getFile().toPath());
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
