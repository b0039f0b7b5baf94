package dev.dromedary.registry.network;

import dev.dromedary.registry.RegistryException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One registry's folder below docker's {@code certs.d}: every {@code *.crt} is an authority, {@code <n>.cert} with
 * {@code <n>.key} is a client's certificate, anything else is nothing.
 */
record CertificateFolder(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateFolder.class);

    /** In the order of their names; nothing when there is no such folder. */
    TlsFiles files() throws RegistryException {
        Set<String> names = names();
        for (String name : names) {
            requirePartner(names, name, ".cert", ".key", "; certificates of authorities end in .crt");
            requirePartner(names, name, ".key", ".cert", "");
        }
        return new TlsFiles(
                names.stream()
                        .filter(name -> name.endsWith(".crt"))
                        .map(name -> TlsFiles.authority(folder.resolve(name)))
                        .toList(),
                names.stream()
                        .flatMap(name -> stem(name, ".cert").stream())
                        .map(stem -> TlsFiles.Client.of(folder.resolve(stem + ".cert"), folder.resolve(stem + ".key")))
                        .toList());
    }

    private void requirePartner(Set<String> names, String name, String ending, String other, String hint)
            throws RegistryException {
        Optional<String> missing = stem(name, ending).map(stem -> stem + other).filter(file -> !names.contains(file));
        if (missing.isPresent()) {
            throw RegistryException.refused(
                    folder.resolve(name) + ": expected " + missing.get() + " beside it" + hint, null);
        }
    }

    private static Optional<String> stem(String name, String ending) {
        return name.endsWith(ending)
                ? Optional.of(name.substring(0, name.length() - ending.length()))
                : Optional.empty();
    }

    private Set<String> names() throws RegistryException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toCollection(TreeSet::new));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return new TreeSet<>();
        } catch (AccessDeniedException e) {
            // docker's own folder is often for root alone; what could have been in it is trust, so less is trusted
            LOG.debug("{} is left out: permission denied", folder);
            return new TreeSet<>();
        } catch (IOException e) {
            throw RegistryException.refused("cannot read " + folder + ": " + e.getMessage(), null);
        }
    }
}
