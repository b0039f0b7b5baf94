package dev.dromedary.camel;

import dev.dromedary.run.FreeSpace;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** Lets a consumer look for lists only while the disk has room for them. */
final class RoomOnDisk extends DefaultPollingConsumerPollStrategy {
    private final FreeSpace space;

    RoomOnDisk(FreeSpace space) {
        this.space = space;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return space.isEnough();
    }
}
