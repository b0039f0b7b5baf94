package dev.dromedary.image;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that holds so many entries and forgets first what was not used for longest. Not safe for several threads. */
public final class LatelyUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    public LatelyUsed(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
