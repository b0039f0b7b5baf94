package dev.dromedary.mirror;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Everything that this process logs while it is open and {@code mirror.debug} is on, stack traces included; but for the
 * registries that run in it, which log what they are asked.
 */
final class DebugLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.dromedary");
    private final Level before = ours.getLevel();

    static DebugLog open() {
        DebugLog log = new DebugLog();
        log.setContext(log.root.getLoggerContext());
        log.start();
        log.ours.setLevel(Level.DEBUG);
        log.root.addAppender(log);
        return log;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLoggerName().startsWith("dev.dromedary.embedded")) {
            return;
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        String trace = thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown);
        lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + trace);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        ours.setLevel(before);
        stop();
    }
}
