package dev.dromedary.config;

import java.net.URI;
import java.util.Optional;

/** Where notifications go. Often the whole URL is a secret, so a message about it never shows it. */
final class NotifyUrl {
    private NotifyUrl() {}

    static Optional<URI> read(SettingReader reader) {
        String text = reader.text(SettingName.NOTIFY__URL);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = URI.create(text);
            String found = problem(url);
            if (found.isEmpty()) {
                return Optional.of(url);
            }
            throw refused(found);
        } catch (IllegalArgumentException e) {
            throw refused("something else");
        }
    }

    private static String problem(URI url) {
        if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
            return "something else";
        }
        if (url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
            return "one with a user name";
        }
        if (url.getHost() == null) {
            return "one without a host";
        }
        return url.getRawFragment() == null ? "" : "one with a #";
    }

    private static InvalidSettingException refused(String found) {
        return new InvalidSettingException(SettingName.NOTIFY__URL.property()
                + ": expected a URL such as https://hooks.example/dromedary, found " + found);
    }
}
