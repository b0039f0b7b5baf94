package dev.dromedary.embedded;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** The body of a message, made wrong in one way. */
final class FaultyBody extends HttpEntityWrapper {
    static final Moment CUT = () -> {
        throw new ConnectionClosedException("cut by a fault");
    };

    FaultyBody(HttpEntity body) {
        super(body);
    }

    /** What happens at a certain byte. */
    interface Moment {
        void come() throws IOException;
    }

    /** Sends so many bytes, or all there are, flushes them, and then lets the moment come. */
    HttpEntity thatStopsAt(long bytes, Moment moment) {
        return new HttpEntityWrapper(this) {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                write(out, bytes);
                out.flush();
                moment.come();
            }
        };
    }

    HttpEntity thatEndsAt(long bytes) {
        return new HttpEntityWrapper(this) {
            @Override
            public long getContentLength() {
                return Math.min(bytes, super.getContentLength());
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                write(out, bytes);
            }
        };
    }

    HttpEntity thatClaimsToHave(long bytes) {
        return new HttpEntityWrapper(this) {
            @Override
            public long getContentLength() {
                return bytes;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                write(out, bytes);
                out.flush();
                if (bytes > FaultyBody.this.getContentLength()) {
                    CUT.come();
                }
            }
        };
    }

    HttpEntity inChunks() {
        return new HttpEntityWrapper(this) {
            @Override
            public long getContentLength() {
                return -1;
            }

            @Override
            public boolean isChunked() {
                return true;
            }
        };
    }

    HttpEntity thatTrickles(Moment pause) {
        return new HttpEntityWrapper(this) {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                super.writeTo(new FilterOutputStream(out) {
                    @Override
                    public void write(int b) throws IOException {
                        out.write(b);
                        out.flush();
                        pause.come();
                    }
                });
            }
        };
    }

    /** Goes on in chunks of blanks behind what there is, until the moment ends it. */
    HttpEntity thatNeverEnds(Moment afterEachChunk) {
        return new HttpEntityWrapper(inChunks()) {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                super.writeTo(out);
                byte[] blanks = " ".repeat(8192).getBytes(StandardCharsets.US_ASCII);
                while (true) {
                    out.write(blanks);
                    out.flush();
                    afterEachChunk.come();
                }
            }
        };
    }

    HttpEntity withWrongByteAt(long offset) {
        return new HttpEntityWrapper(this) {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                super.writeTo(new FilterOutputStream(out) {
                    private long position;

                    @Override
                    public void write(int b) throws IOException {
                        out.write(position == offset ? b ^ 0x55 : b);
                        position++;
                    }
                });
            }
        };
    }

    /** A body that can be read so far; then the moment comes and reading fails. */
    HttpEntity thatBreaksAt(long bytes, Moment moment) {
        return new HttpEntityWrapper(this) {
            @Override
            public InputStream getContent() throws IOException {
                return new FilterInputStream(super.getContent()) {
                    private long left = bytes;

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        if (left == 0) {
                            moment.come();
                            throw new ConnectionClosedException("reset by a fault");
                        }
                        int count = super.read(buffer, offset, (int) Math.min(left, length));
                        left -= count;
                        return count;
                    }
                };
            }
        };
    }

    private void write(OutputStream out, long bytes) throws IOException {
        writeTo(new FilterOutputStream(out) {
            private long left = bytes;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                int count = (int) Math.min(left, length);
                out.write(buffer, offset, count);
                left -= count;
            }
        });
    }
}
