package dev.dromedary.registry.credentials;

import com.google.cloud.tools.jib.registry.credentials.CredentialHelperNotFoundException;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperUnhandledServerUrlException;
import com.google.cloud.tools.jib.registry.credentials.DockerCredentialHelper;
import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks programs {@code docker-credential-<name>}, which jib-core runs. One that failed is not asked again for the same
 * registry for a minute: each of a thousand lines would wait for the one that hangs.
 */
final class CredentialHelper {
    static final String PREFIX = "docker-credential-";
    /** What a helper says, by docker's protocol, when it works and knows no credential. */
    private static final String NOTHING_FOUND = "credentials not found in native keychain";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final Map<Question, Failure> failures = new ConcurrentHashMap<>();
    private final Duration timeout;
    private final LongSupplier nanoTime;

    private record Question(String helper, String registry) {}

    private record Failure(RegistryException reason, long since) {}

    CredentialHelper() {
        this(TIMEOUT, System::nanoTime);
    }

    CredentialHelper(Duration timeout, LongSupplier nanoTime) {
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    /**
     * Empty when the helper knows no credential.
     *
     * @param registry what the helper is asked for, as it files it
     */
    Optional<Credential> ask(String helper, String registry) throws RegistryException {
        failures.values().removeIf(failure -> nanoTime.getAsLong() - failure.since() >= MEMORY.toNanos());
        Question question = new Question(helper, registry);
        Failure known = failures.get(question);
        if (known != null) {
            throw RegistryException.refused(String.valueOf(known.reason().getMessage()), known.reason());
        }
        try {
            return run(question);
        } catch (RegistryException e) {
            if (!Thread.currentThread().isInterrupted()) {
                failures.put(question, new Failure(e, nanoTime.getAsLong()));
            }
            throw e;
        }
    }

    private Optional<Credential> run(Question question) throws RegistryException {
        FutureTask<@Nullable Credential> task = new FutureTask<>(() -> retrieve(question));
        Thread thread = new Thread(task, "credential-helper");
        thread.setDaemon(true);
        thread.start();
        try {
            return Optional.ofNullable(task.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            end(question.helper());
            throw failed(question, "no answer within " + timeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            boolean missing = e.getCause() instanceof CredentialHelperNotFoundException;
            throw failed(question, missing ? "it is not on the PATH" : "it ended with an error", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(question, "interrupted", e);
        }
    }

    private static @Nullable Credential retrieve(Question question)
            throws IOException, CredentialHelperNotFoundException {
        try {
            var found = new DockerCredentialHelper(question.registry(), Path.of(PREFIX + question.helper())).retrieve();
            return new Credential(found.getUsername(), found.getPassword());
        } catch (CredentialHelperUnhandledServerUrlException e) {
            // jib-core throws it for every helper that fails, too
            if (String.valueOf(e.getMessage()).contains(NOTHING_FOUND)) {
                return null;
            }
            throw new IOException("the helper gave no credential");
        }
    }

    /** jib-core has no hold on the process that it starts: ends those that had their time, and none that just began. */
    private void end(String helper) {
        Instant begun = Instant.now().minus(timeout.dividedBy(2));
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(PREFIX + helper + " "))
                .filter(child -> child.info().startInstant().orElse(begun).isBefore(begun))
                .forEach(child -> {
                    child.descendants().forEach(ProcessHandle::destroyForcibly);
                    child.destroyForcibly();
                });
    }

    private static RegistryException failed(Question question, String why, Exception cause) {
        return RegistryException.refused("cannot run " + PREFIX + question.helper() + ": " + why, cause);
    }
}
