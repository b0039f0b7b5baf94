package dev.dromedary.mirror;

import dev.dromedary.image.Digest;
import dev.dromedary.image.InvalidManifestException;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.PlatformFilter;
import dev.dromedary.image.Selected;
import dev.dromedary.registry.Registries;
import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Copies one image as it is: the destination's digest is compared first, then the source is read, and the tag is written
 * last.
 */
public final class ImageMirror {
    /** A registry that wants to be left alone for longer fails the line: a worker is not to wait for it. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Registries registries;
    private final AllowedNames allowed;
    private final Flights flights = new Flights();

    public ImageMirror(Registries registries, AllowedNames allowed) {
        this.registries = registries;
        this.allowed = allowed;
    }

    public CopyOutcome copy(MirrorRequest request) {
        Optional<String> refusal = allowed.refusal(request);
        if (refusal.isPresent()) {
            return new CopyOutcome.Failed(refusal.get(), false, Optional.empty());
        }
        try {
            return copyAllowed(request, new Transfer(registries, flights, request));
        } catch (RegistryException e) {
            return failed(e);
        } catch (InvalidManifestException e) {
            return new CopyOutcome.Failed(request.source() + ": " + e.getMessage(), false, Optional.empty());
        } catch (IOException e) {
            return new CopyOutcome.Failed(request.source() + ": " + e.getMessage(), true, Optional.empty());
        }
    }

    private CopyOutcome copyAllowed(MirrorRequest request, Transfer transfer) throws IOException {
        Optional<Digest> there = transfer.destinationDigest();
        // where a missing platform is a failure, an image that is up to date fails too: the platforms are looked at
        // first
        boolean platformsFirst =
                request.failWithoutPlatform() && !request.platforms().isEverything();
        if (there.isPresent() && !platformsFirst && there.equals(transfer.sourceDigest())) {
            return new CopyOutcome.UpToDate(there.get());
        }
        Manifest source = transfer.readSource();
        Optional<Selected> selected = new PlatformFilter(request.platforms()).select(source, transfer);
        if (selected.isEmpty()) {
            return withoutPlatform(request);
        }
        return write(source, selected.get(), there, transfer);
    }

    private static CopyOutcome write(Manifest source, Selected selected, Optional<Digest> there, Transfer transfer)
            throws IOException {
        Manifest root = Transfer.root(selected);
        if (there.isPresent() && (root.matches(there.get()) || source.matches(there.get()))) {
            return new CopyOutcome.UpToDate(there.get());
        }
        long moved = transfer.writeBelow(selected);
        transfer.writeRoot(root);
        return new CopyOutcome.Copied(root.digest(), moved);
    }

    private static CopyOutcome withoutPlatform(MirrorRequest request) {
        String reason = request.source() + ": none of its platforms is selected (" + request.platforms() + ")";
        return request.failWithoutPlatform()
                ? new CopyOutcome.Failed(reason, false, Optional.empty())
                : new CopyOutcome.Skipped(reason);
    }

    private static CopyOutcome failed(RegistryException e) {
        Optional<Duration> wait = e.retryAfter();
        if (e.isRetryable() && wait.isPresent() && wait.get().compareTo(LONGEST_WAIT) > 0) {
            String reason = e.getMessage() + "; it asks to be left alone for "
                    + wait.get().toSeconds() + " s";
            return new CopyOutcome.Failed(reason, false, wait);
        }
        return new CopyOutcome.Failed(String.valueOf(e.getMessage()), e.isRetryable(), wait);
    }
}
