package dev.dromedary.list;

import java.nio.charset.StandardCharsets;

/**
 * One line of a list as it was read.
 *
 * @param number counts every line of the file from 1, blank ones and comments too
 * @param bytes the line without its line end and without white space at both ends; empty when it was too long to keep
 * @param tooLong the line has more than {@link LineReader#LONGEST} bytes
 * @param endOffset how many bytes of the file were read up to and with this line's end
 */
@SuppressWarnings("ArrayRecordComponent") // a line is read once and never compared
public record RawLine(long number, byte[] bytes, boolean tooLong, long endOffset) {

    /** The line for people: bytes that are not UTF-8 appear as U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
