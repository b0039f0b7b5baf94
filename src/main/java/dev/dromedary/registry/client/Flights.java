package dev.dromedary.registry.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is on its way where: one content at a time. Who comes meanwhile waits without a thread and then looks again. */
final class Flights<P> {
    private final ConcurrentMap<P, CompletableFuture<Boolean>> flights = new ConcurrentHashMap<>();

    /**
     * Makes the trip, unless one to that place is under way: then {@code afterwards} is done when that one is over, and
     * told whether it arrived.
     */
    <T> CompletableFuture<T> fly(
            P place, Supplier<CompletableFuture<T>> trip, Function<Boolean, CompletableFuture<T>> afterwards) {
        CompletableFuture<Boolean> own = new CompletableFuture<>();
        CompletableFuture<Boolean> other = flights.putIfAbsent(place, own);
        if (other != null) {
            LogContext context = LogContext.here();
            return other.thenCompose(arrived -> context.during(() -> afterwards.apply(arrived)));
        }
        // whatever is thrown on the way ends the trip: nobody is to wait for ever
        return CompletableFuture.completedFuture(place)
                .thenCompose(begun -> trip.get())
                .whenComplete((result, failure) -> {
                    flights.remove(place, own);
                    own.complete(failure == null);
                });
    }
}
