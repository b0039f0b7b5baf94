package dev.dromedary.run;

import java.util.ArrayList;
import java.util.List;

/** Eight bytes for each line of a list: 0, or where its record is. Grows in pieces, so that growing copies nothing. */
final class LineTable {
    private static final int PIECE = 8192;

    private final List<long[]> pieces = new ArrayList<>();

    long get(long line) {
        int piece = (int) (line / PIECE);
        return piece < pieces.size() ? pieces.get(piece)[(int) (line % PIECE)] : 0;
    }

    void set(long line, long value) {
        int piece = (int) (line / PIECE);
        while (piece >= pieces.size()) {
            pieces.add(new long[PIECE]);
        }
        pieces.get(piece)[(int) (line % PIECE)] = value;
    }

    /** No line beyond this one has a value. */
    long last() {
        return (long) pieces.size() * PIECE - 1;
    }
}
