package dev.dromedary.mirror;

import dev.dromedary.image.ImageName;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import java.util.function.Predicate;

/** One project, over all lines: it is looked up once and created once. */
final class KnownProject {
    private final ProjectApi api;
    private final RegistryName registry;
    private final String name;
    private final SharedFinding finding = new SharedFinding();

    /** @param project its registry and its name */
    KnownProject(ProjectApi api, ImageName project) {
        this.api = api;
        this.registry = project.registry();
        this.name = project.repository();
    }

    RegistryName registry() {
        return registry;
    }

    /** {@code project "p" is missing at harbor.example}. */
    String absence() {
        return this + " is missing at " + registry;
    }

    /** Whether that was found, without asking anybody now. */
    boolean isKnownToBeMissing() {
        return finding.now().filter(Finding::isMissing).isPresent();
    }

    Finding lookUp() throws RegistryException {
        return finding.ask(Finding::isFresh, this::found);
    }

    /** Creates it, unless that was done or refused by then. */
    Finding create() throws RegistryException {
        return finding.ask(known -> known.isFresh() && known.state() != Finding.State.MISSING, this::created);
    }

    /** Something was written below it. */
    void noteThere() {
        finding.note(Finding.of(Finding.State.THERE, ""));
    }

    /** The registry denies that it is there, as was found before. Answers whether it was removed since then. */
    boolean wasRemoved(Finding before) throws RegistryException {
        api.forgetRights(registry, name);
        Predicate<Finding> isNewer = known -> known.since() - before.since() > 0;
        boolean seenByOthers = finding.now().filter(isNewer).isPresent();
        return seenByOthers || finding.ask(isNewer, this::found).isMissing();
    }

    private Finding found() throws RegistryException {
        ProjectApi.Answer answer = api.find(registry, name);
        return switch (answer.status()) {
            case 200 -> Finding.of(Finding.State.THERE, "");
            case 404 -> Finding.of(Finding.State.MISSING, "");
            case 401, 403 ->
                Finding.of(
                        Finding.State.HIDDEN,
                        answer.who() + " may not look up " + this + " at " + registry + " (" + answer.shown() + ")");
            default -> impossible("look up", answer);
        };
    }

    private Finding created() throws RegistryException {
        ProjectApi.Answer answer = api.create(registry, name);
        return switch (answer.status()) {
            case 201, 409 -> {
                api.forgetRights(registry, name);
                yield Finding.of(Finding.State.THERE, "");
            }
            case 401, 403 ->
                Finding.of(
                        Finding.State.DENIED,
                        absence() + " and " + answer.who() + " may not create it (" + answer.shown() + ")");
            default -> impossible("create", answer);
        };
    }

    private Finding impossible(String what, ProjectApi.Answer answer) {
        boolean noHarbor = answer.status() == 404 || answer.status() == 405;
        return Finding.of(
                Finding.State.IMPOSSIBLE,
                "cannot " + what + " " + this + " at " + registry + " as " + answer.who() + " (" + answer.shown() + ")"
                        + (noHarbor ? ": is it a Harbor?" : ""));
    }

    /** {@code project "p"}. */
    @Override
    public String toString() {
        return "project \"" + name + "\"";
    }
}
