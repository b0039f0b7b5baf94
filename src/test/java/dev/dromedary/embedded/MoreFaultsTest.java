package dev.dromedary.embedded;

import static dev.dromedary.embedded.RegistryFixture.header;
import static dev.dromedary.embedded.RegistryFixture.json;
import static dev.dromedary.embedded.RegistryFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault, habit and guard does what it says; goes on from {@link FaultTest}. */
@Timeout(30)
class MoreFaultsTest extends FaultyRegistryFixture {
    private static final Fault GET = Fault.on("GET", "/v2/a/blobs/sha256:.*");

    @Test
    void countsForEachBlobByItself() throws Exception {
        String other = "/v2/a/blobs/" + wire.pushBlob("a", "another");
        registry.inject(GET.perBlob().status(500, Map.of(), ""));
        for (String path : new String[] {blob, other}) {
            assertThat(wire.send("GET", path).statusCode()).isEqualTo(500);
            assertThat(wire.send("GET", path).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isMended() throws Exception {
        registry.inject(GET.always().status(500, Map.of(), ""));
        assertThat(wire.send("GET", blob).statusCode()).isEqualTo(500);
        registry.mend();
        assertThat(wire.send("GET", blob).statusCode()).isEqualTo(200);
    }

    @Test
    void sendsOneByteAfterTheOther() throws Exception {
        registry.inject(GET.trickle(Duration.ofMillis(30)));
        Instant before = Instant.now();
        assertThat(wire.send("GET", blob).body()).isEqualTo(utf8("0123456789"));
        assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(250));
    }

    @Test
    void neverEndsABody() throws Exception {
        registry.inject(GET.endless());
        try (Socket socket = wire.connect()) {
            socket.getOutputStream().write(utf8("GET " + blob + " HTTP/1.1\r\nHost: x\r\n\r\n"));
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(20_000_000)).hasSize(20_000_000);
        }
    }

    @Test
    void resetsInMidBody() {
        registry.inject(GET.resetAfter(4));
        assertThatThrownBy(() -> {
                    try (Socket socket = wire.connect()) {
                        socket.getOutputStream().write(utf8("GET " + blob + " HTTP/1.1\r\nHost: x\r\n\r\n"));
                        socket.getInputStream().readAllBytes();
                    }
                })
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void hangsUpWithoutAnAnswer() throws Exception {
        registry.inject(GET.hangUp());
        try (Socket socket = wire.connect()) {
            socket.getOutputStream().write(utf8("GET " + blob + " HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void keepsAPartOfAnUpload() throws Exception {
        byte[] content = new byte[1_000_000];
        String upload = wire.beginUpload("a");
        String digest = "?digest=" + Digest.sha256(content);
        registry.inject(Fault.on("PUT", ".*").keepThenReset(1000));
        assertThatThrownBy(() -> wire.send("PUT", upload + digest, content)).isInstanceOf(IOException.class);
        assertThat(header(wire.send("GET", upload), "Range")).isEqualTo("0-999");
        assertThat(registry.openUploads()).hasSize(1);
        assertThat(wire.send("PUT", upload + digest, new byte[999_000]).statusCode())
                .isEqualTo(201);
        assertThat(registry.openUploads()).isEmpty();
    }

    @Test
    void takesTheEffectWithoutAnAnswer() throws Exception {
        byte[] content = utf8("other content");
        String upload = wire.beginUpload("a");
        registry.inject(Fault.on("PUT", ".*").cutAnswer());
        String path = upload + "?digest=" + Digest.sha256(content);
        assertThatThrownBy(() -> wire.send("PUT", path, content)).isInstanceOf(IOException.class);
        assertThat(wire.send("HEAD", "/v2/a/blobs/" + Digest.sha256(content)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void hasHabitsBehindItsFaults() throws Exception {
        registry.habit(Fault.on("GET", ".*").withoutRequestHeader("Range"));
        registry.habit(Fault.on("POST", ".*").withoutQuery());
        registry.inject(GET.status(500, Map.of(), ""));
        assertThat(wire.send("GET", blob, "Range", "bytes=3-").statusCode()).isEqualTo(500);
        assertThat(wire.send("GET", blob, "Range", "bytes=3-").statusCode()).isEqualTo(200);
        String mount = "?mount=" + blob.replaceFirst(".*/", "") + "&from=a";
        assertThat(wire.send("POST", "/v2/b/blobs/uploads/" + mount).statusCode())
                .isEqualTo(202);
    }

    @Test
    void limitsTheRequestsOfASecond() throws Exception {
        registry.limit(3);
        int refused = 0;
        for (int i = 0; i < 10; i++) {
            refused += wire.send("GET", blob).statusCode() == 429 ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    @Test
    void refusesConnectionsUntilItIsStartedAgain() throws Exception {
        registry.stop();
        assertThatThrownBy(() -> wire.connect().close()).isInstanceOf(IOException.class);
        registry.restart();
        assertThat(wire.send("GET", blob).statusCode()).isEqualTo(200);
    }

    @Test
    void asksForTokensOfARealm() throws Exception {
        registry.giveTokensTo("user", "secret");
        registry.requireTokensOf(registry);
        String scope = "repository:a:pull";
        assertThat(header(wire.send("GET", blob), "WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"http://" + registry.name() + "/token\",service=\"embedded\",scope=\"" + scope
                        + "\"");
        assertThat(wire.send("GET", "/token?scope=" + scope).statusCode()).isEqualTo(401);
        String basic = Tokens.basic("user", "secret");
        String token = json(wire.send("GET", "/token?scope=" + scope, "Authorization", basic))
                .path("token")
                .textValue();
        String bearer = "Bearer " + token;
        assertThat(wire.send("GET", blob, "Authorization", bearer).statusCode()).isEqualTo(200);
        assertThat(wire.send("POST", "/v2/a/blobs/uploads/", "Authorization", bearer)
                        .statusCode())
                .isEqualTo(401);
        assertThat(wire.send("GET", "/v2/b/tags/list", "Authorization", bearer).statusCode())
                .isEqualTo(401);
        registry.revokeTokens();
        assertThat(wire.send("GET", blob, "Authorization", bearer).statusCode()).isEqualTo(401);
        assertThat(registry.givenTokens()).containsExactly(token);
    }
}
