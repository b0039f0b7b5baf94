package registries;

import java.io.IOException;

/** Something that mirrors images. */
interface Tool {
    String name();

    /** Does the work, and fails unless the tool says that all of it was done. */
    Cost run(Work work) throws IOException;

    /** True for a tool that does the work once before it is measured. */
    default boolean warmsUp() {
        return false;
    }
}
