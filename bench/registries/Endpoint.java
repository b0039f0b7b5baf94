package registries;

import java.io.IOException;

/** A registry that counts what it is asked. */
interface Endpoint extends AutoCloseable {
    /** Host and port, as tools are given them. */
    String name();

    /** Host and port for the benchmark's own questions, which are not counted. */
    String direct();

    /** Begins to count anew. */
    void forget() throws IOException;

    Traffic traffic() throws IOException;

    @Override
    void close() throws IOException;
}
