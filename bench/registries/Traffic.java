package registries;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a registry was asked.
 *
 * @param requests how many, by method
 * @param sent bytes of its answers
 * @param received bytes of the requests
 */
record Traffic(Map<String, Integer> requests, long sent, long received) {
    Traffic {
        requests = new TreeMap<>(requests);
    }

    int total() {
        return requests.values().stream().mapToInt(Integer::intValue).sum();
    }

    String byMethod() {
        return requests.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
