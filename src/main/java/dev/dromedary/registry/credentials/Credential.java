package dev.dromedary.registry.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user name and a secret; never shown. */
public record Credential(String username, String secret) {

    /** As docker writes it for what is not a password but a refresh token of the token server. */
    static final String IDENTITY_TOKEN = "<token>";

    public boolean isIdentityToken() {
        return username.equals(IDENTITY_TOKEN);
    }

    /** The value of an Authorization header (RFC 7617). */
    public String basic() {
        byte[] pair = (username + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
        return "credential of " + username;
    }
}
