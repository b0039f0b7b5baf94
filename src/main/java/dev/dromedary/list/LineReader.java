package dev.dromedary.list;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the lines of a list as a stream: memory grows neither with the list nor with the length of a line.
 *
 * <p>A list may grow while it is read. {@link #next} answers empty at the end of what is there, and reads on from there
 * when it is called again. A last line without line end is delivered at the end of the file, and that is final: what is
 * appended behind it up to its line end is skipped, and {@link #writtenOn} tells. So a line has the same number to
 * whoever reads the list later.
 */
public final class LineReader implements Closeable {
    /** The longest line, in bytes without its line end, that is kept. */
    public static final int LONGEST = 16 * 1024;

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] chunk = new byte[8 * 1024];
    private int chunkFrom;
    private int chunkTo;

    /** The beginning of the current line, with room for a BOM and the CR of its line end. */
    private final byte[] line = new byte[BOM.length + LONGEST + 1];

    private long lineLength;
    private long offset;
    private long number;
    private boolean lastWasUnended;
    private boolean writtenOn;

    public LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line, or empty at the end of what the list holds by now. */
    public Optional<RawLine> next() throws IOException {
        if (!skipRestOfDelivered()) {
            return Optional.empty();
        }
        long start = offset;
        boolean ended = readLine();
        int skipped = start == 0 && startsWithBom() ? BOM.length : 0;
        long length = lineLength - skipped - (endsWithCarriageReturn() ? 1 : 0);
        if (!ended && isBlank()) {
            return Optional.empty(); // what is appended to it will be this line
        }
        lastWasUnended = !ended;
        number++;
        return Optional.of(line(skipped, length));
    }

    /** False when the line that was delivered without its end has none yet. */
    private boolean skipRestOfDelivered() throws IOException {
        while (lastWasUnended) {
            boolean ended = readLine();
            writtenOn |= !isBlank();
            if (!ended && lineLength == 0) {
                return false;
            }
            lastWasUnended = !ended;
        }
        return true;
    }

    /** The number of the line that was delivered and written on afterwards, once for each. */
    public Optional<Long> writtenOn() {
        Optional<Long> line = writtenOn ? Optional.of(number) : Optional.empty();
        writtenOn = false;
        return line;
    }

    /** How many bytes of the list were read. */
    public long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Reads up to and with the next LF; false when the file ends before one. */
    private boolean readLine() throws IOException {
        lineLength = 0;
        while (fill()) {
            int from = chunkFrom;
            while (chunkFrom < chunkTo && chunk[chunkFrom] != '\n') {
                chunkFrom++;
            }
            keep(from, chunkFrom - from);
            if (chunkFrom < chunkTo) {
                chunkFrom++;
                offset++;
                return true;
            }
        }
        return false;
    }

    private boolean fill() throws IOException {
        if (chunkFrom == chunkTo) {
            chunkFrom = 0;
            chunkTo = Math.max(0, in.read(chunk));
        }
        return chunkTo > 0;
    }

    private void keep(int from, int count) {
        if (lineLength < line.length) {
            System.arraycopy(chunk, from, line, (int) lineLength, (int) Math.min(count, line.length - lineLength));
        }
        lineLength += count;
        offset += count;
    }

    private RawLine line(int from, long length) {
        boolean tooLong = length > LONGEST;
        byte[] content = tooLong ? new byte[0] : Arrays.copyOfRange(line, from, from + (int) length);
        return new RawLine(number, Utf8.strip(content), tooLong, offset);
    }

    private boolean isBlank() {
        int from = lineLength == offset && startsWithBom() ? BOM.length : 0;
        return Utf8.strip(Arrays.copyOfRange(line, from, (int) Math.min(lineLength, line.length))).length == 0;
    }

    private boolean startsWithBom() {
        return lineLength >= BOM.length && Arrays.equals(line, 0, BOM.length, BOM, 0, BOM.length);
    }

    /** Asked of lines that fit only: how a longer one ends makes no difference. */
    private boolean endsWithCarriageReturn() {
        return lineLength > 0 && lineLength <= line.length && line[(int) lineLength - 1] == '\r';
    }
}
