package dev.dromedary.run;

import dev.dromedary.image.ConversionRules;
import dev.dromedary.list.LineReader;
import dev.dromedary.list.ListLine;
import dev.dromedary.list.OneLine;
import dev.dromedary.list.RawLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A list of names on its way into the form of three fields. It is read as a stream, once for each thing that is written. */
public final class ListConversion implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ListConversion.class);

    private final ListFile list;
    private final ConversionRules rules;

    /** How many lines were converted, how many could not be read, and how long the list was that said so. */
    public record Result(long converted, long unreadable, long sizeRead) {
        /** {@code 3 lines converted, 1 unreadable}. */
        @Override
        public String toString() {
            return converted + " lines converted, " + unreadable + " unreadable";
        }
    }

    private interface Sink {
        void take(ConvertedLine line) throws IOException;
    }

    private ListConversion(ListFile list, ConversionRules rules) {
        this.list = list;
        this.rules = rules;
    }

    /** Throws {@link RejectedListException} when the list can't be taken as a whole. */
    public static ListConversion open(Path list, ConversionRules rules) throws RejectedListException, IOException {
        return new ListConversion(ListFile.open(list), rules);
    }

    /** Logs one WARN for what is not carried over: settings at the list's head, and each line that can't be read. */
    public Result check(String name) throws IOException {
        for (ListLine.Setting setting : list.settings()) {
            LOG.warn("{}: the setting mirror.{} is not carried over", name, OneLine.of(setting.name(), 80));
        }
        long[] counts = new long[2];
        long size = read(line -> {
            counts[line.isUnreadable() ? 1 : 0]++;
            if (line.isUnreadable()) {
                LOG.warn("{} line {}: unreadable: {}", name, line.raw().number(), line.unreadable());
            }
        });
        return new Result(counts[0], counts[1], size);
    }

    /** Writes the lines of three fields, the whole file or none. */
    public void publish(Path target) throws IOException {
        AtomicFile.publish(
                target,
                out -> read(line -> {
                    if (!line.isUnreadable()) {
                        out.write(line.converted());
                        out.write('\n');
                    }
                }));
    }

    /** Writes the lines that can't be read, each after its reason; without any, removes what an earlier try wrote. */
    void publishFailedList(RunFiles files, Result result) throws IOException {
        if (result.unreadable() == 0) {
            Files.deleteIfExists(files.failedList());
            return;
        }
        AtomicFile.publish(files.failedList(), out -> writeFailedList(out, files, result));
    }

    private void writeFailedList(OutputStream out, RunFiles files, Result result) throws IOException {
        long all = result.converted() + result.unreadable();
        FailedList.head(
                out,
                files.listName(),
                result.unreadable() + " of " + all + " lines " + files.kind().shortcoming());
        read(line -> {
            if (line.isUnreadable()) {
                FailedList.entry(
                        out, line.raw().number(), line.unreadable(), line.raw().bytes());
            }
        });
    }

    /** True when nothing was appended since. */
    boolean isAsLongAs(Result result) throws IOException {
        return list.size() == result.sizeRead();
    }

    /** Returns how many bytes of the list were read. */
    private long read(Sink sink) throws IOException {
        LineReader lines = list.lines();
        for (Optional<RawLine> raw = lines.next(); raw.isPresent(); raw = lines.next()) {
            Optional<ConvertedLine> line = ConvertedLine.of(raw.get(), rules);
            if (line.isPresent()) {
                sink.take(line.get());
            }
        }
        return lines.offset();
    }

    /** True when publishing a file there would destroy this other one. */
    public static boolean wouldOverwrite(Path target, Path other) throws IOException {
        return AtomicFile.wouldOverwrite(target, other);
    }

    @Override
    public void close() throws IOException {
        list.close();
    }
}
