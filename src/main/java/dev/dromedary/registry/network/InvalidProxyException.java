package dev.dromedary.registry.network;

/** A proxy of the environment that can't be used; the message is one line that names the variable and holds no secret. */
public final class InvalidProxyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidProxyException(String variable, String found) {
        super(variable + ": expected http://[<user>:<password>@]<host>[:<port>], found " + found);
    }
}
