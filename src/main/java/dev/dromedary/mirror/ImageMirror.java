package dev.dromedary.mirror;

import dev.dromedary.image.Digest;
import dev.dromedary.image.InvalidManifestException;
import dev.dromedary.image.KnownPlatforms;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.PlatformFilter;
import dev.dromedary.image.Selected;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.client.Registries;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies one image as it is: the destination's digest is compared first, then the source is read, and the tag is written
 * last.
 */
public final class ImageMirror {
    private final Registries registries;
    private final AllowedNames allowed;
    private final boolean referrers;
    private final @Nullable Projects projects;
    private final Destination.Factory destinations;
    private final KnownPlatforms platforms = new KnownPlatforms();
    private final KnownSelections selections = new KnownSelections();

    /**
     * @param referrers whether what refers to an image follows it
     * @param projects what destinations need before anything is written there; null where they need nothing
     */
    public ImageMirror(Registries registries, AllowedNames allowed, boolean referrers, @Nullable Projects projects) {
        this(
                registries,
                allowed,
                referrers,
                projects,
                (request, project) -> new LiveDestination(registries, request, project));
    }

    /** @param destinations what is written to */
    ImageMirror(
            Registries registries,
            AllowedNames allowed,
            boolean referrers,
            @Nullable Projects projects,
            Destination.Factory destinations) {
        this.registries = registries;
        this.allowed = allowed;
        this.referrers = referrers;
        this.projects = projects;
        this.destinations = destinations;
    }

    public CopyOutcome copy(MirrorRequest request) {
        Optional<String> refusal = allowed.refusal(request);
        if (refusal.isPresent()) {
            return new CopyOutcome.Failed(refusal.get(), false);
        }
        DestinationProject project = new DestinationProject(projects, request);
        Destination destination = destinations.of(request, project);
        Freight freight = new Freight();
        try {
            return copyAllowed(request, new Transfer(registries, request, destination, freight));
        } catch (IOException | InvalidManifestException e) {
            CopyOutcome.Failed failed =
                    failed(request, e instanceof RegistryException known ? project.explain(known) : e);
            destination.giveUp(failed.retryable());
            return new CopyOutcome.Failed(failed.reason(), failed.retryable(), freight.soFar());
        }
    }

    static CopyOutcome.Failed failed(MirrorRequest request, Exception cause) {
        return cause instanceof RegistryException e
                ? new CopyOutcome.Failed(String.valueOf(e.getMessage()), e.isRetryable())
                : new CopyOutcome.Failed(request.source() + ": " + cause.getMessage(), cause instanceof IOException);
    }

    private CopyOutcome copyAllowed(MirrorRequest request, Transfer transfer) throws IOException {
        Optional<Digest> there = transfer.destinationDigest();
        // where a missing platform is a failure, an image that is up to date fails too: the platforms are looked at
        // first; and what refers to an index's entries can be asked for only when they are known
        boolean readFirst = referrers
                || (request.failWithoutPlatform() && !request.platforms().isEverything());
        if (there.isPresent() && !readFirst && isUpToDate(request, there.get(), transfer.sourceDigest())) {
            return new CopyOutcome.UpToDate(there.get());
        }
        Manifest source = transfer.readSource();
        Optional<Selected> selected = new PlatformFilter(request.platforms(), platforms).select(source, transfer);
        if (selected.isEmpty()) {
            return withoutPlatform(request);
        }
        selections.note(source.digest(), request.platforms(), selected.get().digest());
        CopyOutcome image = write(source, selected.get(), there, transfer);
        return referrers ? withReferrers(request, selected.get(), image, transfer) : image;
    }

    /** Up to date only when what refers to the image is so too. */
    private CopyOutcome withReferrers(MirrorRequest request, Selected selected, CopyOutcome image, Transfer transfer)
            throws IOException {
        Freight freight = transfer.freight();
        boolean brought = new Referrers(registries, request, transfer.end(), freight).follow(selected);
        if (image instanceof CopyOutcome.Copied copied) {
            return new CopyOutcome.Copied(copied.digest(), freight.soFar());
        }
        return brought && image instanceof CopyOutcome.UpToDate there
                ? new CopyOutcome.Copied(there.digest(), freight.soFar())
                : image;
    }

    private static CopyOutcome write(Manifest source, Selected selected, Optional<Digest> there, Transfer transfer)
            throws IOException {
        Manifest root = Transfer.root(selected);
        if (there.isPresent() && (root.matches(there.get()) || source.matches(there.get()))) {
            return new CopyOutcome.UpToDate(there.get());
        }
        transfer.writeBelow(selected);
        transfer.writeRoot(root);
        return new CopyOutcome.Copied(root.digest(), transfer.freight().soFar());
    }

    private boolean isUpToDate(MirrorRequest request, Digest there, Optional<Digest> source) {
        return source.filter(digest -> digest.equals(there)
                        || selections.of(digest, request.platforms()).equals(Optional.of(there)))
                .isPresent();
    }

    static CopyOutcome withoutPlatform(MirrorRequest request) {
        String reason = request.source() + ": none of its platforms is selected (" + request.platforms() + ")";
        return request.failWithoutPlatform() ? new CopyOutcome.Failed(reason, false) : new CopyOutcome.Skipped(reason);
    }
}
