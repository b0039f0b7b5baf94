package dev.dromedary.registry.client;

/** How many more requests one registry may have under way now. Guarded by its {@link Lanes}. */
final class Lane {
    private final Gate gate;
    private int free;

    /** @param gate that of the registry */
    Lane(int most, Gate gate) {
        this.free = most;
        this.gate = gate;
    }

    /** When the registry may be asked at all. */
    Gate gate() {
        return gate;
    }

    /** True when so many places are free. */
    boolean hasRoom(int places) {
        return free >= places;
    }

    void take() {
        free--;
    }

    void giveBack() {
        free++;
    }
}
