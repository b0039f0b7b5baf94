package dev.dromedary.cli;

import dev.dromedary.config.MirrorSettings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code dromedary serve}: the server. */
@Command(
        name = "serve",
        description = "Mirrors the lists that are dropped into the inbox, until it is stopped (the default command).",
        footer = {
            "",
            "It has no flags: its settings are in application.properties and the environment.",
            "Example: MIRROR_DATA=/srv/dromedary MIRROR_JOBS=8 dromedary serve"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        requireUtf8FileNames();
        Environment environment = Environment.read(Map.of(), MirrorSettings.Kind.SERVER);
        try (Server server = Server.open(environment, record -> {})) {
            server.bundle().serve();
        }
        return ExitCode.DONE;
    }

    /** Without a UTF-8 locale a JDK before 18 can't see a file whose name is not ASCII: its list would lie there unseen. */
    static void requireUtf8FileNames() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        if (!Charset.isSupported(encoding) || !Charset.forName(encoding).equals(StandardCharsets.UTF_8)) {
            throw new UsageException(
                    "file names in \"" + encoding + "\": expected a UTF-8 locale, such as LC_ALL=C.UTF-8");
        }
    }
}
