package registries;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What one run of a tool took.
 *
 * @param wall seconds
 * @param cpu seconds, user and system, of all its processes
 * @param peak KB of its largest process, as the kernel counts it
 * @param together KB of all its processes at once, sampled
 * @param settling seconds that a server waited until a list had settled; not in {@code wall}
 */
record Cost(double wall, double cpu, long peak, long together, double settling) {
    static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        double[] sorted = costs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static long most(List<Cost> costs, ToLongFunction<Cost> figure) {
        return costs.stream().mapToLong(figure).max().orElse(0);
    }
}
