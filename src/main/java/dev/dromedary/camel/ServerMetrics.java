package dev.dromedary.camel;

import dev.dromedary.config.MirrorSettings;
import dev.dromedary.config.RegistrySettings;
import dev.dromedary.image.NamePrefix;
import dev.dromedary.image.RegistryName;
import dev.dromedary.mirror.CopyOutcome;
import dev.dromedary.mirror.MirrorRequest;
import dev.dromedary.observe.Metrics;
import dev.dromedary.observe.ScheduleFigures;
import dev.dromedary.registry.TrafficListener;
import dev.dromedary.run.DropFolder;
import dev.dromedary.run.DropFolders;
import dev.dromedary.run.LineRecord;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.Runs;
import dev.dromedary.run.ScheduleStatus;
import dev.dromedary.run.Schedules;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The meters of a server, where Camel serves them together with its own. */
final class ServerMetrics implements Watch {
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Metrics metrics;

    ServerMetrics(MirrorSettings settings) {
        metrics = new Metrics(meters, configured(settings));
    }

    private static List<RegistryName> configured(MirrorSettings settings) {
        return Stream.of(
                        settings.list().names().source().map(NamePrefix::registry).stream(),
                        settings.list().names().destination().map(NamePrefix::registry).stream(),
                        settings.network().registries().stream().map(RegistrySettings::host))
                .flatMap(names -> names)
                .toList();
    }

    /** Shows what waits and what is in progress, and has Camel serve it all. */
    void attach(Main main, Bundle.Parts parts, DropFolders folders, Map<DropFolder, Runs> runs) {
        main.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        metrics.version(parts.version());
        metrics.disk(parts.settings().data());
        for (DropFolder.Kind kind : DropFolders.kinds()) {
            DropFolder folder = folders.of(kind);
            Optional<Runs> known = Optional.ofNullable(runs.get(folder));
            known.ifPresent(metrics.of(kind)::watch);
            metrics.of(kind)
                    .watch(folder.waiting(
                            list -> known.filter(it -> it.isOpen(list)).isPresent()));
        }
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport support) {
                showChecks(support.getCamelContext());
            }
        });
    }

    /** Shows how things are with each schedule. */
    void show(Schedules schedules) {
        for (ScheduleStatus known : schedules.statuses()) {
            metrics.schedules().add(known.name(), () -> {
                ScheduleStatus now = schedules.status(known.name());
                return new ScheduleFigures(now.running(), now.left(), now.succeeded());
            });
        }
    }

    /** Shows the answer of each check that health asks. */
    private void showChecks(CamelContext context) {
        metrics.ready("all", () -> HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeReadiness(context), true));
        for (HealthCheck check : context.getRegistry().findByType(HealthCheck.class)) {
            metrics.ready(check.getId(), () -> check.call().getState() == HealthCheck.State.UP);
        }
    }

    @Override
    public TrafficListener traffic() {
        return metrics.traffic();
    }

    @Override
    public void settled(DropFolder.Kind kind, LineRecord record) {
        metrics.of(kind).settled(record);
    }

    @Override
    public void ended(DropFolder.Kind kind, RunResult result) {
        metrics.of(kind).ended(result);
    }

    @Override
    public Function<MirrorRequest, CopyOutcome> watched(
            DropFolder.Kind kind, Function<MirrorRequest, CopyOutcome> work) {
        return metrics.of(kind).watched(work);
    }
}
