package dev.dromedary.list;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The comments before a list's first image, which may hold settings for this list. */
public final class ListHead {
    /** Many more than there are settings of a list: what follows can only be a repetition, and memory is bounded. */
    private static final int MOST = 100;

    private ListHead() {}

    /** The setting lines in order. Reads no further than it has to, and does not close the stream. */
    @SuppressWarnings("resource") // the stream is the caller's
    public static List<ListLine.Setting> settings(InputStream in) throws IOException {
        LineReader lines = new LineReader(in);
        List<ListLine.Setting> settings = new ArrayList<>();
        Optional<ListLine> line = lines.next().map(ListLine::of);
        while (line.isPresent() && isHead(line.get()) && settings.size() < MOST) {
            if (line.get() instanceof ListLine.Setting setting) {
                settings.add(setting);
            }
            line = lines.next().map(ListLine::of);
        }
        return List.copyOf(settings);
    }

    private static boolean isHead(ListLine line) {
        return line instanceof ListLine.Blank || line instanceof ListLine.Comment || line instanceof ListLine.Setting;
    }
}
