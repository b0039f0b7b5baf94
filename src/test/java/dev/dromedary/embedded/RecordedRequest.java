package dev.dromedary.embedded;

import java.util.Map;

/**
 * A request that a {@link FaultyRegistry} got.
 *
 * @param path with its raw query
 * @param headers by their names in lower case; several of one name are joined by {@code ", "}
 * @param status of the answer; 0 while or where there is none
 */
public record RecordedRequest(String method, String path, Map<String, String> headers, int status) {}
