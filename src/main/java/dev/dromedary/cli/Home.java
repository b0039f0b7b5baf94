package dev.dromedary.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that holds routes/ and application.properties: what the launcher says, else the folder of the jar. */
final class Home {
    private Home() {}

    /** Throws {@link UsageException} when there are no routes in it. */
    static Path find() {
        String told = System.getProperty("dromedary.home", "");
        Path home = (told.isEmpty() ? folderOfTheJar() : Path.of(told))
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(home.resolve("routes"))) {
            throw new UsageException("dromedary.home \"" + home + "\": expected a folder that holds routes/");
        }
        return home;
    }

    private static Path folderOfTheJar() {
        try {
            Path code = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = code.getParent();
            return folder == null ? code : folder;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the jar's own location is no path", e);
        }
    }
}
