package dev.dromedary.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How the server keeps its data folder from filling the disk.
 *
 * @param keep how long ago a run in done/ may have ended
 * @param keepFailed the same of failed/, where nothing is removed unless this is set
 * @param minFree bytes free on the disk below which no list is begun; 0 for none
 */
public record StorageSettings(Duration keep, Optional<Duration> keepFailed, long minFree) {

    static StorageSettings read(SettingReader reader) {
        return new StorageSettings(
                reader.age(SettingName.KEEP).orElseThrow(),
                reader.age(SettingName.KEEP_FAILED),
                reader.size(SettingName.MIN_FREE));
    }
}
