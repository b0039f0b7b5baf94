package dev.dromedary.mirror;

import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is on its way into which repository: one content at a time, since registries (distribution 2.8 for one) refuse an
 * image while somebody else is writing the same blob or manifest. Whoever waited finds it there and sends nothing.
 */
final class Flights {
    private final ConcurrentMap<Place, Flight> flights = new ConcurrentHashMap<>();

    private record Place(ImageName repository, Digest digest) {}

    /** Counts who flies or waits, so that what is over is forgotten. */
    private static final class Flight {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    /** What is done while nobody else does it. */
    interface Trip {
        long fly() throws IOException;
    }

    /** Holds no connection while it waits; a line makes one trip at a time, so nobody waits in a circle. */
    long alone(ImageName repository, Digest digest, Trip trip) throws IOException {
        Place place = new Place(repository, digest);
        Flight flight = flights.compute(place, (key, known) -> {
            Flight joined = known == null ? new Flight() : known;
            joined.users++;
            return joined;
        });
        flight.lock.lock();
        try {
            return trip.fly();
        } finally {
            flight.lock.unlock();
            flights.computeIfPresent(place, (key, known) -> --known.users == 0 ? null : known);
        }
    }
}
