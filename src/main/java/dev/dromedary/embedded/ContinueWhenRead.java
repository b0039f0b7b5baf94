package dev.dromedary.embedded;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Answers {@code Expect: 100-continue} when the body is first read, so that a request that is refused on its head alone
 * is answered before the client sends a byte of its body (RFC 9110, section 10.1.1).
 */
final class ContinueWhenRead implements HttpServerRequestHandler {
    private final HttpRequestHandler handler;

    ContinueWhenRead(HttpRequestHandler handler) {
        this.handler = handler;
    }

    @Override
    public void handle(ClassicHttpRequest request, ResponseTrigger trigger, HttpContext context)
            throws HttpException, IOException {
        ClassicHttpResponse response = new BasicClassicHttpResponse(HttpStatus.SC_OK);
        if (request.getEntity() == null || !expectsContinue(request)) {
            handler.handle(request, response, context);
        } else {
            handleWaiting(request, response, trigger, context);
        }
        trigger.submitResponse(response);
    }

    private void handleWaiting(
            ClassicHttpRequest request, ClassicHttpResponse response, ResponseTrigger trigger, HttpContext context)
            throws HttpException, IOException {
        WaitingBody body = new WaitingBody(request.getEntity(), trigger);
        request.setEntity(body);
        handler.handle(request, response, context);
        if (!body.asked) {
            // it may come or not: nobody can tell where the next request on this connection would begin
            request.setEntity(null);
            response.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
        }
    }

    private static boolean expectsContinue(ClassicHttpRequest request) {
        Header expect = request.getFirstHeader(HttpHeaders.EXPECT);
        return expect != null && HeaderElements.CONTINUE.equalsIgnoreCase(expect.getValue());
    }

    /** The body of a client that waits to be asked for it. */
    private static final class WaitingBody extends HttpEntityWrapper {
        private final ResponseTrigger trigger;
        private boolean asked;

        WaitingBody(HttpEntity body, ResponseTrigger trigger) {
            super(body);
            this.trigger = trigger;
        }

        @Override
        public InputStream getContent() throws IOException {
            if (!asked) {
                asked = true;
                try {
                    trigger.sendInformation(new BasicClassicHttpResponse(HttpStatus.SC_CONTINUE));
                } catch (HttpException e) {
                    throw new IOException("cannot ask for the body: " + e.getMessage(), e);
                }
            }
            return super.getContent();
        }
    }
}
