package dev.dromedary.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Eight bytes for each line of a list: 0, or where its record is. Grows in pieces, so that growing copies nothing. */
final class LineTable {
    private static final int PIECE = 8192;

    private final List<long @Nullable []> pieces = new ArrayList<>();

    long get(long line) {
        int number = (int) (line / PIECE);
        long[] piece = number < pieces.size() ? pieces.get(number) : null;
        return piece == null ? 0 : piece[(int) (line % PIECE)];
    }

    void set(long line, long value) {
        int number = (int) (line / PIECE);
        while (number >= pieces.size()) {
            pieces.add(null); // a list of blank lines takes no memory
        }
        long[] piece = pieces.get(number);
        if (piece == null) {
            piece = new long[PIECE];
            pieces.set(number, piece);
        }
        piece[(int) (line % PIECE)] = value;
    }

    /** No line beyond this one has a value. */
    long last() {
        return (long) pieces.size() * PIECE - 1;
    }
}
