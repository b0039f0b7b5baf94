package dev.dromedary.registry.network;

import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.RegistryOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;

/** How TLS is spoken with one host: as its files say, which are read again when they change. */
final class RegistryTls {
    private static final Duration LOOKED_AT = Duration.ofSeconds(2);
    /** Certificate and key are often replaced one after the other: so long the pair before them is still used. */
    private static final Duration BEING_REPLACED = Duration.ofSeconds(5);

    private final RegistryOptions options;
    private final Path folder;
    private final TlsSocketStrategy whenNothingIsSet;

    private @Nullable TlsSocketStrategy known;
    private List<String> stamp = List.of();
    private long lookedAt;
    private @Nullable Long wrongSince;

    /**
     * @param folder of certificates, docker's of this host
     * @param whenNothingIsSet what is used without any file
     */
    RegistryTls(RegistryOptions options, Path folder, TlsSocketStrategy whenNothingIsSet) {
        this.options = options;
        this.folder = folder;
        this.whenNothingIsSet = whenNothingIsSet;
    }

    /** Throws RegistryException while a file is wrong: less than what is set is never enough. */
    synchronized TlsSocketStrategy now() throws RegistryException {
        long now = System.nanoTime();
        if (known != null && now - lookedAt < LOOKED_AT.toNanos()) {
            return known;
        }
        try {
            known = read(now);
            wrongSince = null;
            return known;
        } catch (RegistryException e) {
            wrongSince = wrongSince == null ? now : wrongSince;
            if (known != null && now - wrongSince < BEING_REPLACED.toNanos()) {
                return known;
            }
            throw e;
        }
    }

    private TlsSocketStrategy read(long now) throws RegistryException {
        TlsFiles files = TlsFiles.of(options, folder);
        List<String> current = files.stamp();
        TlsSocketStrategy next = known != null && current.equals(stamp) ? known : made(files);
        stamp = current;
        lookedAt = now;
        return next;
    }

    private TlsSocketStrategy made(TlsFiles files) throws RegistryException {
        return files.isEmpty() ? whenNothingIsSet : TlsContexts.of(options.tlsVerify(), files);
    }
}
