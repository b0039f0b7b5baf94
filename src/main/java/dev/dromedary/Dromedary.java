package dev.dromedary;

import dev.dromedary.cli.Main;

/** The program: hands the command line to {@code cli}. */
public final class Dromedary {
    private Dromedary() {}

    public static void main(String[] arguments) {
        System.exit(Main.run(arguments));
    }
}
