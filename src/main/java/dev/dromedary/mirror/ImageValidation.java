package dev.dromedary.mirror;

import dev.dromedary.image.Digest;
import dev.dromedary.image.InvalidManifestException;
import dev.dromedary.image.KnownPlatforms;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.PlatformFilter;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.image.Selected;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.client.Registries;
import java.io.IOException;
import java.util.Optional;

/**
 * Compares a destination with what a copy would put there: the tag, the manifests and the blobs that it leads to. Writes
 * nothing.
 */
public final class ImageValidation {
    private final Registries registries;
    private final AllowedNames allowed;
    private final Projects projects;
    private final KnownPlatforms platforms = new KnownPlatforms();

    /** @param projects which are looked up, and never created */
    public ImageValidation(Registries registries, AllowedNames allowed, Projects projects) {
        this.projects = projects;
        this.registries = registries;
        this.allowed = allowed;
    }

    public CopyOutcome validate(MirrorRequest request) {
        Optional<String> refusal = allowed.refusal(request);
        if (refusal.isPresent()) {
            return new CopyOutcome.Failed(refusal.get(), false);
        }
        DestinationProject project = new DestinationProject(projects, request);
        try {
            return compare(request, project);
        } catch (IOException | InvalidManifestException e) {
            return ImageMirror.failed(request, e instanceof RegistryException known ? project.explain(known) : e);
        }
    }

    private CopyOutcome compare(MirrorRequest request, DestinationProject project) throws IOException {
        Transfer transfer = new Transfer(registries, request, new LiveDestination(registries, request, project));
        Manifest source = transfer.readSource();
        Optional<Selected> selected = new PlatformFilter(request.platforms(), platforms).select(source, transfer);
        if (selected.isEmpty()) {
            return ImageMirror.withoutPlatform(request);
        }
        if (project.isMissing()) {
            return new CopyOutcome.Failed(project.absence(), false);
        }
        Manifest root = Transfer.root(selected.get());
        Optional<Digest> there = transfer.destinationDigest();
        DestinationCheck check =
                new DestinationCheck(registries.of(request.destination().name().registry()), request.destination());
        if (there.filter(root::matches).isPresent()) {
            check.below(selected.get());
        } else if (there.filter(source::matches).isPresent()) {
            // not filtered: then all of it has to be there, whatever the source still has
            check.below(whole(source, check));
        } else {
            check.servesOther(there, root.digest());
        }
        return check.problem()
                .<CopyOutcome>map(problem -> new CopyOutcome.Failed(problem, false))
                .orElseGet(() -> new CopyOutcome.Valid(there.orElseThrow()));
    }

    private Selected whole(Manifest source, DestinationCheck check) throws IOException {
        return new PlatformFilter(PlatformSelection.ALL, platforms)
                .select(source, check)
                .orElseThrow(() -> new IllegalStateException("everything is selected"));
    }
}
