package registries;

import java.io.IOException;
import java.util.List;

/** {@code dromedary mirror}, a new process for each list. */
record OneShot(Workplace workplace, Dromedary dromedary, boolean allPlatforms) implements Tool {
    @Override
    public String name() {
        return "dromedary mirror";
    }

    @Override
    public Cost run(Work work) throws IOException {
        return dromedary.mirror(workplace, work, allPlatforms ? List.of("-a", "all", "--os", "all") : List.of());
    }
}
