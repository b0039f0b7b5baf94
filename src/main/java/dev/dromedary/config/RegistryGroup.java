package dev.dromedary.config;

import dev.dromedary.config.RegistrySetting.Member;
import dev.dromedary.image.RegistryName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what is set of one registry: the settings that share the name of a group. */
record RegistryGroup(SettingReader reader, String group) {

    /** Every registry of which something is set, in the order of the groups' names. */
    static List<RegistrySettings> readAll(SettingReader reader, NetworkSettings.Defaults defaults) {
        Map<String, RegistrySettings> groups = new TreeMap<>();
        for (String name : reader.sources().registryGroups()) {
            RegistryGroup group = new RegistryGroup(reader, name);
            RegistrySettings read = group.read(defaults);
            groups.forEach((other, known) -> group.requireOtherHost(read.host(), other, known.host()));
            groups.put(name, read);
        }
        return List.copyOf(groups.values());
    }

    private RegistrySettings read(NetworkSettings.Defaults defaults) {
        RegistryName host = reader.read(
                of(Member.HOST),
                "<host>[:<port>], such as harbor.example:5000",
                text -> Optional.of(new RegistryName(text)));
        return new RegistrySettings(
                host,
                login(host),
                tls(defaults.tlsVerify()),
                reader.readUnlessEmpty(
                                of(Member.MIRRORS),
                                "comma separated <host>[:<port>], such as mirror.example,other.example:5000",
                                RegistryGroup::registries)
                        .orElse(List.of()),
                isSet(Member.CONNECTIONS)
                        ? reader.number(of(Member.CONNECTIONS), 1, NetworkSettings.MOST_CONNECTIONS)
                        : defaults.connections(),
                isSet(Member.REQUESTS_PER_SECOND) ? reader.number(of(Member.REQUESTS_PER_SECOND), 1, 1000) : 0);
    }

    private Optional<Login> login(RegistryName host) {
        require(Member.PASSWORD, Member.USERNAME);
        require(Member.PASSWORD_FILE, Member.USERNAME);
        if (isSet(Member.PASSWORD) && isSet(Member.PASSWORD_FILE)) {
            throw new InvalidSettingException(of(Member.PASSWORD).property() + ": expected it or "
                    + of(Member.PASSWORD_FILE).property() + ", found both");
        }
        Optional<Path> file = file(Member.PASSWORD_FILE);
        if (file.isEmpty()) {
            require(Member.USERNAME, Member.PASSWORD);
        }
        String username = reader.text(of(Member.USERNAME));
        if (username.indexOf(':') >= 0) { // RFC 7617; and not shown, for what is behind it may be the password
            throw new InvalidSettingException(
                    of(Member.USERNAME).property() + ": expected a user name, found one with a colon");
        }
        return username.isEmpty()
                ? Optional.empty()
                : Optional.of(new Login(host, username, reader.text(of(Member.PASSWORD)), file));
    }

    private RegistrySettings.Tls tls(boolean verifyByDefault) {
        require(Member.CLIENT_CERT, Member.CLIENT_KEY);
        require(Member.CLIENT_KEY, Member.CLIENT_CERT);
        return new RegistrySettings.Tls(
                isSet(Member.TLS_VERIFY) ? reader.truth(of(Member.TLS_VERIFY)) : verifyByDefault,
                reader.truth(of(Member.HTTP)),
                file(Member.CA_FILE),
                file(Member.CLIENT_CERT),
                file(Member.CLIENT_KEY));
    }

    private Optional<Path> file(Member member) {
        return reader.readUnlessEmpty(of(member), "a file that can be read", text -> {
            Path file = Path.of(text);
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new IllegalArgumentException("not a file that can be read");
            }
            return file;
        });
    }

    /** Throws when the first is set and the second is not; names them, and never shows a value. */
    private void require(Member member, Member other) {
        if (isSet(member) && !isSet(other)) {
            throw new InvalidSettingException(
                    of(member).property() + ": expected " + of(other).property() + " with it, found none");
        }
    }

    private void requireOtherHost(RegistryName host, String other, RegistryName otherHost) {
        if (host.equals(otherHost)) {
            throw new InvalidSettingException(
                    of(Member.HOST).property(),
                    host.name(),
                    "a registry of its own, found that of "
                            + new RegistryGroup(reader, other).of(Member.HOST).property());
        }
    }

    private boolean isSet(Member member) {
        return !reader.text(of(member)).isEmpty();
    }

    private RegistrySetting of(Member member) {
        return new RegistrySetting(group, member);
    }

    private static List<RegistryName> registries(String text) {
        return Stream.of(text.split(",", -1))
                .map(name -> new RegistryName(name.strip()))
                .toList();
    }
}
