package dev.dromedary.config;

import java.time.Duration;

/**
 * How often and how long registries are asked.
 *
 * @param tries how often one request is sent at most
 * @param timeout what one request may take over all its tries
 * @param maxWait the longest wait that a registry may ask for
 * @param stallTimeout how long a transfer may stand still
 * @param minSpeed bytes a second that a transfer has to make over a minute; 0 = any
 */
public record RequestSettings(int tries, Duration timeout, Duration maxWait, Duration stallTimeout, long minSpeed) {

    static RequestSettings read(SettingReader reader) {
        return new RequestSettings(
                reader.number(SettingName.REQUEST_TRIES, 1, 20),
                reader.duration(SettingName.REQUEST_TIMEOUT, Duration.ofSeconds(1), Duration.ofHours(1)),
                reader.duration(SettingName.MAX_WAIT, Duration.ZERO, Duration.ofHours(24)),
                reader.duration(SettingName.STALL_TIMEOUT, Duration.ofSeconds(1), Duration.ofHours(1)),
                reader.size(SettingName.MIN_SPEED));
    }
}
