package dev.dromedary.image;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One walk over the manifests of one image, from the root down. */
final class PlatformWalk {
    private static final int MOST_LEVELS = 4;

    private final PlatformSelection wanted;
    private final ManifestLookup lookup;
    private final Map<Place, Optional<Kept>> walked = new HashMap<>();

    PlatformWalk(PlatformSelection wanted, ManifestLookup lookup) {
        this.wanted = wanted;
        this.lookup = lookup;
    }

    /** An index and how deep it was met: it is walked once for each level, so that the levels below it are checked. */
    private record Place(Digest digest, int level) {}

    /** What is kept of an entry; matched when something in it is there because its platform is wanted. */
    private record Kept(Selected selected, boolean matched) {}

    Optional<Selected> select(Manifest root) throws IOException {
        if (root.isIndex()) {
            return index(root, 1).map(Kept::selected);
        }
        boolean kept = wanted.isEverything()
                || lookup.platform(root).map(wanted::wants).orElse(true);
        return kept ? Optional.of(new Selected.Single(root)) : Optional.empty();
    }

    private Optional<Kept> index(Manifest index, int level) throws IOException {
        if (level > MOST_LEVELS) {
            throw new InvalidManifestException(
                    "index " + index.digest() + ": expected at most " + MOST_LEVELS + " levels of indexes, found more");
        }
        List<Descriptor> entries = index.children();
        boolean choosing = !wanted.isEverything()
                && entries.stream().anyMatch(entry -> entry.knownPlatform().isPresent());
        SortedMap<Integer, Kept> kept = choosing ? chosen(entries, level) : all(entries, level);
        boolean matched = kept.values().stream().anyMatch(Kept::matched);
        boolean nothing = choosing ? !matched : kept.isEmpty() && !entries.isEmpty();
        return nothing ? Optional.empty() : Optional.of(new Kept(selected(index, kept), matched));
    }

    private SortedMap<Integer, Kept> all(List<Descriptor> entries, int level) throws IOException {
        SortedMap<Integer, Kept> kept = new TreeMap<>();
        for (int i = 0; i < entries.size(); i++) {
            put(kept, i, follow(entries.get(i), level, false));
        }
        return kept;
    }

    /** What is kept of an index whose entries have platforms; attestations come last, since others decide on them. */
    private SortedMap<Integer, Kept> chosen(List<Descriptor> entries, int level) throws IOException {
        SortedMap<Integer, Kept> kept = new TreeMap<>();
        Set<String> dropped = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).attestationOf().isEmpty()) {
                put(kept, i, choose(entries.get(i), level));
                dropped.add(entries.get(i).digest().toString());
            }
        }
        kept.keySet().forEach(i -> dropped.remove(entries.get(i).digest().toString()));
        for (int i = 0; i < entries.size(); i++) {
            Descriptor entry = entries.get(i);
            if (entry.attestationOf().filter(dropped::contains).isPresent()) {
                dropped.add(entry.digest().toString());
            } else if (entry.attestationOf().isPresent()) {
                put(kept, i, follow(entry, level, false));
            }
        }
        return kept;
    }

    private Optional<Kept> choose(Descriptor entry, int level) throws IOException {
        Optional<Platform> platform = entry.knownPlatform();
        if (platform.isEmpty()) {
            Manifest manifest = lookup.manifest(entry);
            platform = manifest.isIndex() ? Optional.empty() : lookup.platform(manifest);
        }
        boolean matched = platform.isPresent() && wanted.wants(platform.get());
        return platform.isPresent() && !matched ? Optional.empty() : follow(entry, level, matched);
    }

    /** The entry with what is below it; empty when it is an index of which nothing is selected. */
    private Optional<Kept> follow(Descriptor entry, int level, boolean matched) throws IOException {
        lookup.count(entry);
        if (MediaTypes.isSingle(entry.mediaType()) || !lookup.manifest(entry).isIndex()) {
            return Optional.of(new Kept(new Selected.Leaf(entry), matched));
        }
        Place place = new Place(entry.digest(), level + 1);
        if (!walked.containsKey(place)) {
            walked.put(place, index(lookup.manifest(entry), level + 1));
        }
        return walked.get(place).map(below -> new Kept(below.selected(), below.matched() || matched));
    }

    private static Selected selected(Manifest index, SortedMap<Integer, Kept> kept) {
        SortedMap<Integer, Selected> entries = new TreeMap<>();
        kept.forEach((position, entry) -> entries.put(position, entry.selected()));
        boolean whole = entries.size() == index.children().size()
                && entries.values().stream().noneMatch(PlatformWalk::isFiltered);
        Manifest manifest = whole ? index : IndexRewrite.of(index, entries);
        return new Selected.Index(manifest, eachOnce(entries.values()), !whole);
    }

    private static boolean isFiltered(Selected selected) {
        return selected instanceof Selected.Index nested && nested.filtered();
    }

    private static List<Selected> eachOnce(Collection<Selected> entries) {
        Map<Digest, Selected> once = new LinkedHashMap<>();
        entries.forEach(entry -> once.putIfAbsent(entry.digest(), entry));
        return List.copyOf(once.values());
    }

    private static void put(SortedMap<Integer, Kept> kept, int position, Optional<Kept> entry) {
        entry.ifPresent(it -> kept.put(position, it));
    }
}
