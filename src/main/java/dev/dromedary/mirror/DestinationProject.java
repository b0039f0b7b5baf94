package dev.dromedary.mirror;

import dev.dromedary.registry.RegistryException;
import org.jspecify.annotations.Nullable;

/**
 * The project of one request's destination: looked up before anything below it is asked for, created before anything is
 * written. A destination that needs none is as one whose project is there.
 */
final class DestinationProject {
    private final @Nullable KnownProject project;
    private @Nullable Finding finding;

    DestinationProject(@Nullable Projects projects, MirrorRequest request) {
        project = projects == null ? null : projects.of(request).orElse(null);
    }

    /** True when nothing can be there, since its project is not. */
    boolean isMissing() throws RegistryException {
        return project != null && noted(project.lookUp()).isMissing();
    }

    /** Why nothing can be there. */
    String absence() {
        return project == null ? "" : project.absence();
    }

    /** Does what can be done for the first write to succeed. */
    void prepare() throws RegistryException {
        if (project != null && finding != null && finding.isMissing()) {
            noted(project.create());
        }
    }

    private Finding noted(Finding found) throws RegistryException {
        finding = found;
        if (found.state() == Finding.State.IMPOSSIBLE) {
            throw RegistryException.refused(found.reason(), null);
        }
        return found;
    }

    /** Something was written. */
    void written() {
        if (project != null && finding != null && finding.state() != Finding.State.THERE) {
            project.noteThere();
        }
    }

    /** Why the request failed, given what is known of the project. */
    RegistryException explain(RegistryException failure) {
        if (project == null || finding == null || !failure.isRefusalBy(project.registry())) {
            return failure;
        }
        return switch (finding.state()) {
            case HIDDEN, DENIED -> failure.after(finding.reason());
            case THERE ->
                failure.isUnchallenged() && wasRemoved(project, finding) ? failure.worthAnotherBeginning() : failure;
            default -> failure;
        };
    }

    private static boolean wasRemoved(KnownProject project, Finding before) {
        try {
            return project.wasRemoved(before);
        } catch (RegistryException e) {
            return false; // the failure that is known already is the one to tell
        }
    }
}
