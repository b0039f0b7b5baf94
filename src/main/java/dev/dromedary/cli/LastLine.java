package dev.dromedary.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A terminal whose last line stays below everything else that is printed there. */
final class LastLine extends OutputStream {
    private static final String ERASE = "\r\u001B[K";

    /** A line that is too long for the terminal is cut by it: one that wraps could not be erased. */
    private static final String NO_WRAP = "\u001B[?7l";

    private static final String WRAP = "\u001B[?7h";

    private final OutputStream terminal;
    private String text = "";
    private boolean atLineStart = true;
    private boolean closed;

    LastLine(OutputStream terminal) {
        this.terminal = terminal;
    }

    /** Shows this text in the place of the one before; nothing when it is empty. */
    synchronized void show(String next) throws IOException {
        if (!closed) {
            erase();
            text = next;
            draw();
            terminal.flush();
        }
    }

    /** Shows nothing any more; the terminal itself stays open. */
    @Override
    public synchronized void close() throws IOException {
        show("");
        closed = true;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
        if (count > 0) {
            erase();
            terminal.write(bytes, from, count);
            atLineStart = bytes[from + count - 1] == '\n';
            draw();
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        terminal.flush();
    }

    private void erase() throws IOException {
        if (!text.isEmpty() && atLineStart) {
            print(ERASE);
        }
    }

    /** In the middle of somebody's line there is no place for ours. */
    private void draw() throws IOException {
        if (!text.isEmpty() && atLineStart) {
            print(NO_WRAP + text + WRAP);
        }
    }

    private void print(String ours) throws IOException {
        terminal.write(ours.getBytes(StandardCharsets.UTF_8));
    }
}
