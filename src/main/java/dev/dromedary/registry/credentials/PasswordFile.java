package dev.dromedary.registry.credentials;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The credential of one registry whose password is in a file, which is read whenever it is asked for: it may be exchanged. */
public record PasswordFile(RegistryName host, String username, Path file) implements Credentials {
    private static final int LONGEST = 64 * 1024;

    @Override
    public Optional<Credential> of(RegistryName registry) throws IOException {
        return registry.equals(host) ? Optional.of(new Credential(username, read())) : Optional.empty();
    }

    private String read() throws IOException {
        String password = withoutLineEnd(text());
        if (password.isEmpty()) {
            throw refused("expected a password, found nothing", null);
        }
        return password;
    }

    private String text() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw refused(Files.exists(file) ? "it cannot be opened" : "it is not there", e);
        }
        if (bytes.length > LONGEST) {
            throw refused("expected a password, found more than 64 KiB", null);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("expected UTF-8", e);
        }
    }

    /** One line end, as editors leave it; a password may end with blanks. */
    private static String withoutLineEnd(String text) {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private RegistryException refused(String why, @Nullable IOException cause) {
        return RegistryException.refused("cannot read the password of " + host + " in " + file + ": " + why, cause);
    }
}
