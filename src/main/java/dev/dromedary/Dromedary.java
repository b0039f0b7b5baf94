package dev.dromedary;

/** The program: hands the command line to {@code cli}. */
public final class Dromedary {
    private Dromedary() {}

    public static void main(String[] arguments) {
        System.exit(0);
    }
}
