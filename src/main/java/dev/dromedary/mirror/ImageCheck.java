package dev.dromedary.mirror;

import dev.dromedary.registry.client.Registries;

/**
 * Tells what a copy would do: it is one in everything but that nothing is written. What earlier requests would have
 * written counts as written.
 */
public final class ImageCheck {
    private final ImageMirror mirror;
    private final Projects projects;

    public ImageCheck(Registries registries, AllowedNames allowed, boolean referrers, Projects projects) {
        Foreseen foreseen = new Foreseen();
        this.projects = projects;
        this.mirror = new ImageMirror(
                registries,
                allowed,
                referrers,
                projects,
                (request, project) -> new ForeseenDestination(registries, request, project, foreseen));
    }

    public CopyOutcome check(MirrorRequest request) {
        CopyOutcome outcome = mirror.copy(request);
        return outcome instanceof CopyOutcome.Copied copied
                ? new CopyOutcome.ToCopy(copied.digest(), copied.moved().sent(), note(request))
                : outcome;
    }

    private String note(MirrorRequest request) {
        return projects.of(request)
                .filter(KnownProject::isKnownToBeMissing)
                .map(project -> project.absence() + " and would be created")
                .orElse("");
    }
}
