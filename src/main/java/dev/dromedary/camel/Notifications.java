package dev.dromedary.camel;

import dev.dromedary.run.Outbox;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;

/** The steps that send notifications, which routes name as {@code notifications}. */
public final class Notifications {
    private static final String SENT = "mirrorNotification";

    private final Optional<URI> url;
    private final Outbox outbox = new Outbox();

    Notifications(Optional<URI> url) {
        this.url = url;
    }

    boolean isDue(Path notification) {
        return url.isPresent() && outbox.isDue(notification.toAbsolutePath());
    }

    /** To whom, and what; the file itself is remembered in a property, for a header would be sent. */
    public void address(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setProperty(
                SENT,
                Path.of(message.getHeader(Exchange.FILE_PATH, String.class)).toAbsolutePath());
        message.setBody(message.getBody(byte[].class));
        message.setHeader(Exchange.HTTP_URI, url.orElseThrow().toString());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    /** An answer came. */
    public void conclude(Exchange exchange) {
        Path notification = exchange.getProperty(SENT, Path.class);
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (status >= 200 && status < 300) {
            outbox.delivered(notification);
        } else {
            outbox.refused(notification, "mirror.notify.url answers " + status);
        }
    }

    /** No answer came, or one of somebody who is busy or ill. */
    public void fail(
            @ExchangeProperty(SENT) Path notification, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        outbox.failed(notification, String.valueOf(cause.getMessage()));
    }
}
