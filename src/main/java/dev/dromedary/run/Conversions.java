package dev.dromedary.run;

import dev.dromedary.image.ConversionRules;
import dev.dromedary.list.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts the lists of a drop folder: failed list, converted list, list moved to its place, in this order. A process that
 * is killed between two of these steps does them all again at the next start, with the same results.
 */
public final class Conversions {
    private static final Logger LOG = LoggerFactory.getLogger(Conversions.class);

    private final RunPlaces places;
    private final Rules rules;
    private final Setbacks setbacks;

    /** How names are converted, asked anew for each list. */
    public interface Rules {
        /** Throws when no list can be converted with the settings of this process. */
        ConversionRules get() throws RejectedListException;
    }

    public Conversions(RunPlaces places, Rules rules) {
        this.places = places;
        this.rules = rules;
        this.setbacks = new Setbacks(places);
    }

    /** Converts one list. What can't be written now is done again later, and a list that can't be taken is put away. */
    public void convert(Path list) {
        RunFiles files = places.filesOf(list);
        try (ListConversion conversion = ListConversion.open(files.list(), rules.get())) {
            convert(conversion, files);
        } catch (RejectedListException e) {
            setbacks.reject(files, e.reason());
        } catch (NoSuchFileException e) {
            LOG.warn("{}: its list is gone", files.name());
        } catch (IOException e) {
            setbacks.rollBack(files, IoReason.of(e));
        }
    }

    /** False for a list that could not be converted a moment ago. */
    public boolean isDue(Path list) {
        return setbacks.isDue(list);
    }

    private static void convert(ListConversion conversion, RunFiles files) throws IOException {
        ListConversion.Result result = conversion.check(files.name());
        conversion.publishFailedList(files, result);
        conversion.publish(files.report().orElseThrow());
        if (!conversion.isAsLongAs(result)) {
            throw new IOException("the list has grown while it was converted");
        }
        Files.move(files.list(), files.done().orElseThrow());
        ForcedFolder.of(files.done().orElseThrow());
        ForcedFolder.of(files.list());
        LOG.info("{}: {}", files.name(), result);
    }
}
