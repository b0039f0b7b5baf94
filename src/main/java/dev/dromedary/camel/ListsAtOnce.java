package dev.dromedary.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** Lets a consumer take another list only while fewer than so many are at work: Camel's file consumer has no such bound. */
final class ListsAtOnce extends DefaultPollingConsumerPollStrategy {
    private final CamelContext context;
    private final String route;
    private final int most;

    /** @param route whose lists at work are counted */
    ListsAtOnce(CamelContext context, String route, int most) {
        this.context = context;
        this.route = route;
        this.most = most;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return context.getInflightRepository().size(route) < most;
    }
}
