package dev.dromedary.camel;

import dev.dromedary.run.ListQueue;
import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Lets a consumer begin only while a list waits and fewer than so many are at work, and is the step that takes that list.
 * Camel's file consumer would look at every list for each one that it takes, and has no bound on those at work.
 */
public final class ListsAtOnce extends DefaultPollingConsumerPollStrategy {
    /** As long as the consumer rests when it may not begin: a list that ends meanwhile makes room at once. */
    private static final long PATIENCE_MILLIS = 200;

    private final ListQueue queue;
    private final Semaphore room;

    ListsAtOnce(ListQueue queue, int most) {
        this.queue = queue;
        this.room = new Semaphore(most);
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return hasRoom() && queue.hasNext();
    }

    /** To be called once after each beginning, by the consumer that began. */
    public File take(Exchange exchange) {
        Path list = queue.next();
        room.acquireUninterruptibly();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                queue.release(list);
                room.release();
            }
        });
        return list.toFile();
    }

    private boolean hasRoom() {
        try {
            boolean found = room.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (found) {
                room.release();
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
