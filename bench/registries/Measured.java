package registries;

import java.util.Comparator;
import java.util.List;

/** One run: what it took, and what the two registries were asked. */
record Measured(Cost cost, Traffic source, Traffic destination) {
    /** The run that stands for all where a median makes no sense: the one with the middle wall time. */
    static Measured typical(List<Measured> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(run -> run.cost().wall()))
                .toList()
                .get(runs.size() / 2);
    }

    int requests() {
        return source.total() + destination.total();
    }
}
