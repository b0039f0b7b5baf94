package dev.dromedary.image;

/** A manifest or image config that can't be used; the message is one line for people, whatever the registry served. */
public final class InvalidManifestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;
    private static final int LONGEST_VALUE = 100;

    public InvalidManifestException(String message) {
        super(oneLine(message, LONGEST));
    }

    InvalidManifestException(String message, Throwable cause) {
        super(oneLine(message, LONGEST), cause);
    }

    /** Says what was found where; a long value is cut, so that what was expected is still to be read. */
    static InvalidManifestException of(String what, String found, String expected) {
        return new InvalidManifestException(what + " \"" + oneLine(found, LONGEST_VALUE) + "\": expected " + expected);
    }

    private static String oneLine(String text, int longest) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() <= longest; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                line.append(String.format("\\x%02x", (int) c));
            } else {
                line.append(c);
            }
        }
        return line.length() <= longest ? line.toString() : line.substring(0, longest - 1) + "…";
    }
}
