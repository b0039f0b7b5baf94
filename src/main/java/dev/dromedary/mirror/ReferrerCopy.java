package dev.dromedary.mirror;

import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.image.InvalidManifestException;
import dev.dromedary.image.KnownPlatforms;
import dev.dromedary.image.Manifest;
import dev.dromedary.image.PlatformFilter;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.image.Reference;
import dev.dromedary.image.Referrer;
import dev.dromedary.image.ReferrerList;
import dev.dromedary.image.ReferrerTags;
import dev.dromedary.image.Selected;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.client.Registries;
import dev.dromedary.registry.client.Registry;
import dev.dromedary.registry.client.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies what refers to manifests, whole, and has it listed: by the destination or, where that does not, under a tag. */
final class ReferrerCopy {
    private static final Logger LOG = LoggerFactory.getLogger(ReferrerCopy.class);

    private final Registries registries;
    private final Registry registry;
    private final Destination to;
    private final Reference image;
    private final ImageName destination;
    private final PlatformFilter whole = new PlatformFilter(PlatformSelection.ALL, new KnownPlatforms());
    private final Freight freight;
    private boolean anything;

    ReferrerCopy(Registries registries, MirrorRequest request, Destination to, Freight freight) {
        this.to = to;
        this.registries = registries;
        this.freight = freight;
        image = request.source();
        destination = request.destination().name();
        registry = registries.of(destination.registry());
    }

    boolean broughtAnything() {
        return anything;
    }

    /**
     * Brings what is missing of one manifest's referrers, and answers what of it is at the destination now. Where one of
     * them is not at the source any more, it fails when the others have arrived.
     */
    List<Digest> bring(ReferrerLookup.Found referrers) throws IOException {
        List<Digest> arrived = new ArrayList<>();
        ReferrerList unlisted = new ReferrerList();
        RegistryException failure = null;
        for (Reference missing : referrers.missing()) {
            try {
                bring(missing, referrers.subject(), unlisted).ifPresent(arrived::add);
            } catch (RegistryException e) {
                failure = failure == null ? e.about("referrer " + missing.tagOrDigest() + " of " + image) : failure;
                if (!e.isNotFound()) {
                    break;
                }
            }
        }
        list(referrers.subject(), unlisted);
        if (failure != null) {
            throw failure;
        }
        return arrived;
    }

    private Optional<Digest> bring(Reference missing, Digest subject, ReferrerList unlisted) throws IOException {
        Transfer transfer = new Transfer(registries, request(missing), to, freight);
        try {
            Manifest manifest = transfer.readSource();
            if (missing.digest().isPresent()) {
                return bring(manifest.named(missing.digest().get()), subject, unlisted, transfer);
            }
            copy(manifest, transfer);
            return Optional.of(manifest.digest());
        } catch (InvalidManifestException e) {
            throw RegistryException.refused(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<Digest> bring(Manifest manifest, Digest subject, ReferrerList unlisted, Transfer transfer)
            throws IOException {
        Referrer referrer = Referrer.of(manifest);
        if (!referrer.refersTo(subject)) {
            // Harbor for one lists cosign's signatures; they have tags of their own
            LOG.debug("{} is listed as referring to {} and does not say so: left out", manifest.digest(), subject);
            return Optional.empty();
        }
        Stored stored = copy(manifest, transfer);
        if (!stored.listed() || !registry.listsReferrers()) {
            unlisted.add(referrer);
        }
        return Optional.of(manifest.digest());
    }

    private Stored copy(Manifest manifest, Transfer transfer) throws IOException {
        Selected selected = whole.select(manifest, transfer).orElseThrow();
        transfer.writeBelow(selected);
        anything = true;
        return transfer.writeRoot(manifest);
    }

    private MirrorRequest request(Reference missing) {
        return new MirrorRequest(
                missing, new Reference(destination, missing.tagOrDigest()), PlatformSelection.ALL, false);
    }

    private void list(Digest subject, ReferrerList unlisted) throws IOException {
        if (unlisted.isEmpty()) {
            return;
        }
        Reference tag = ReferrerTags.list(destination, subject);
        try {
            Waiting.on(to.change(tag, unlisted::mergedInto));
        } catch (RegistryException e) {
            throw e.about("referrers of " + image);
        }
    }
}
