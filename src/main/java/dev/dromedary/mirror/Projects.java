package dev.dromedary.mirror;

import dev.dromedary.image.ImageName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The projects of all registries that have some, over all lines. */
public final class Projects {
    private final ProjectApi api;
    private final Map<ImageName, KnownProject> known = new ConcurrentHashMap<>();

    public Projects(ProjectApi api) {
        this.api = api;
    }

    /** The projects that are known to be missing, each in one line for people. */
    public List<String> missing() {
        return known.values().stream()
                .filter(KnownProject::isKnownToBeMissing)
                .map(KnownProject::absence)
                .sorted()
                .toList();
    }

    /** The project of the request's destination, if it needs one. */
    Optional<KnownProject> of(MirrorRequest request) {
        return request.inProject() ? of(request.destination().name()) : Optional.empty();
    }

    /** The first part of a repository's path. One of a single part is in no project; its registry says what is wrong with it. */
    private Optional<KnownProject> of(ImageName repository) {
        int end = repository.repository().indexOf('/');
        if (end < 0) {
            return Optional.empty();
        }
        ImageName project =
                new ImageName(repository.registry(), repository.repository().substring(0, end));
        return Optional.of(known.computeIfAbsent(project, absent -> new KnownProject(api, project)));
    }
}
