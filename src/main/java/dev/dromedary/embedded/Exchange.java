package dev.dromedary.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dromedary.image.Digest;
import dev.dromedary.image.InvalidNameException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** A request and the answer to it. */
record Exchange(ClassicHttpRequest request, ClassicHttpResponse response, Target target) {
    static final String CONTENT_DIGEST = "Docker-Content-Digest";

    private static final ObjectMapper JSON = new ObjectMapper();

    String method() {
        return request.getMethod();
    }

    String repository() {
        return target.repository();
    }

    Optional<String> requestHeader(String name) {
        return Optional.ofNullable(request.getFirstHeader(name)).map(Header::getValue);
    }

    /** The body; an absent one is empty. */
    InputStream body() throws IOException {
        HttpEntity entity = request.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    /** How long the body says it is, or -1. */
    long bodyLength() {
        HttpEntity entity = request.getEntity();
        return entity == null ? 0 : entity.getContentLength();
    }

    /** The digest at the end of the path. */
    Digest digest() throws RefusedException {
        return digest(target.last());
    }

    static Digest digest(String text) throws RefusedException {
        try {
            return Digest.of(text);
        } catch (InvalidNameException e) {
            throw new RefusedException(ErrorCode.DIGEST_INVALID, e.getMessage());
        }
    }

    Exchange status(int code) {
        response.setCode(code);
        return this;
    }

    Exchange header(String name, Object value) {
        response.setHeader(name, value);
        return this;
    }

    void entity(String mediaType, HttpEntity entity) {
        header(HttpHeaders.CONTENT_TYPE, mediaType);
        response.setEntity(entity);
    }

    void json(String mediaType, JsonNode document) {
        entity(mediaType, new ByteArrayEntity(bytes(document), null));
    }

    static byte[] bytes(JsonNode document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every tree can be written", e);
        }
    }
}
