package dev.dromedary.mirror;

import dev.dromedary.image.Digest;
import dev.dromedary.image.Reference;
import dev.dromedary.image.Selected;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.client.Registries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What refers to the manifests of one line: signatures, attestations, SBOMs. It is brought to the destination, then what
 * refers to that, and so on; each manifest is asked about once.
 */
final class Referrers {
    private static final int MOST_LEVELS = 8;

    private final Reference image;
    private final ReferrerLookup lookup;
    private final ReferrerCopy copy;
    private final Set<Digest> asked = new HashSet<>();

    Referrers(Registries registries, MirrorRequest request, Destination destination, Freight freight) {
        image = request.source();
        lookup = new ReferrerLookup(registries, request, destination);
        copy = new ReferrerCopy(registries, request, destination, freight);
    }

    /** Brings what refers to these manifests of the image, all of which are at the destination; false for nothing. */
    boolean follow(Selected selected) throws IOException {
        List<Digest> digests = new ArrayList<>();
        collect(selected, digests);
        List<Digest> level = unasked(digests);
        for (int levels = 0; !level.isEmpty(); levels++) {
            List<ReferrerLookup.Found> referrers = look(level);
            if (levels == MOST_LEVELS && referrers.stream().anyMatch(of -> of.size() > 0)) {
                throw RegistryException.refused(
                        "referrers of " + image + ": expected at most " + MOST_LEVELS + " levels, found more", null);
            }
            level = unasked(bring(referrers));
        }
        return copy.broughtAnything();
    }

    /** Nothing can refer to an index that was made of another one just now. */
    private static void collect(Selected selected, Collection<Digest> digests) {
        if (!(selected instanceof Selected.Index index)) {
            digests.add(selected.digest());
            return;
        }
        if (!index.filtered()) {
            digests.add(index.digest());
        }
        index.children().forEach(child -> collect(child, digests));
    }

    private List<Digest> unasked(Collection<Digest> digests) {
        return digests.stream().filter(asked::add).toList();
    }

    private List<ReferrerLookup.Found> look(List<Digest> subjects) throws IOException {
        try {
            return lookup.of(subjects);
        } catch (RegistryException e) {
            throw e.about("referrers of " + image);
        }
    }

    /** Answers what is at the destination now and may itself be referred to. */
    private List<Digest> bring(List<ReferrerLookup.Found> referrers) throws IOException {
        List<Digest> there = new ArrayList<>();
        for (ReferrerLookup.Found of : referrers) {
            there.addAll(of.upToDate());
            there.addAll(copy.bring(of));
        }
        return there;
    }
}
