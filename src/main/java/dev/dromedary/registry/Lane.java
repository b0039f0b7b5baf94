package dev.dromedary.registry;

/** How many more requests one registry may have under way now. Guarded by its {@link Lanes}. */
final class Lane {
    private int free;

    Lane(int most) {
        free = most;
    }

    boolean hasRoom() {
        return free > 0;
    }

    void take() {
        free--;
    }

    void giveBack() {
        free++;
    }
}
