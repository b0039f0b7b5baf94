package dev.dromedary.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Standard output for much of it: buffered, and a reader that is gone ends it, which {@link PrintStream} keeps to itself. */
final class StandardOutput extends OutputStream {
    private final PrintStream out = System.out;

    private StandardOutput() {}

    static OutputStream open() {
        return new BufferedOutputStream(new StandardOutput(), 64 * 1024);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
        if (out.checkError()) {
            throw new IOException("cannot write to standard output");
        }
    }

    /** Standard output itself stays open. */
    @Override
    public void close() {}
}
