package dev.dromedary.registry.client;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.credentials.Credential;
import dev.dromedary.registry.credentials.Credentials;
import java.io.IOException;
import java.util.Optional;

/**
 * The API that one registry is managed with, beside the distribution's: where it is, who asks, when and how often it may be
 * asked. The requests themselves are sent by others, through {@link Registries#client}.
 */
public final class ManagementApi {
    private final Transport transport;
    private final Credentials credentials;
    private final boolean allowedOverHttp;

    /** @param allowedOverHttp secrets may go to this registry in the clear */
    ManagementApi(Transport transport, Credentials credentials, boolean allowedOverHttp) {
        this.transport = transport;
        this.credentials = credentials;
        this.allowedOverHttp = allowedOverHttp;
    }

    public RegistryName registry() {
        return transport.registry();
    }

    /** Scheme and authority. Throws when that would be plain HTTP with a registry that is to be asked over TLS. */
    public String origin(boolean https) throws RegistryException {
        if (!https && !allowedOverHttp) {
            throw RegistryException.refused(
                    "cannot ask " + registry()
                            + " over plain HTTP: it is neither set to plain HTTP nor to unverified TLS",
                    null);
        }
        return (https ? "https://" : "http://") + registry().wireName();
    }

    /** Who asks; empty = nobody in particular. An identity token is for token servers only. */
    public Optional<Credential> credential() throws RegistryException {
        try {
            return credentials.of(registry()).filter(known -> !known.isIdentityToken());
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            throw RegistryException.refused("cannot read the credentials of " + registry() + ": " + e.getMessage(), e);
        }
    }

    /** One request. Throws RegistryException, which says whether it is worth another try. */
    public interface Request<T> {
        T send() throws RegistryException;
    }

    /** Sends while that may help, as any request to this registry is sent. */
    public <T> T repeat(Request<T> request) throws RegistryException {
        Call call = Call.of("GET", "/", Scope.pull("")); // of which only the lease and the length of the body count
        return transport.repeat(call, time -> request.send(), Optional::empty);
    }

    /** Tokens for repositories of this project were given when there was nothing that they could allow. */
    public void forgetTokens(String project) {
        transport.authorization().forget(repository -> repository.startsWith(project + "/"));
    }
}
