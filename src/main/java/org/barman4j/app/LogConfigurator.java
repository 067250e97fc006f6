package org.barman4j.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Locale;
import org.barman4j.config.GlobalConfig.LogSettings;
import org.barman4j.config.Options;

/**
 * Sets the log up as Barman's configuration says, without a file of Logback's own.
 *
 * <p>Logback finds this class as a service and calls it when the first logger is asked for, so what it needs to know
 * has to be left for it in a static field. In the program, {@link LogProvider} calls it, which is sooner.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    static {
        // else slf4j looks for logging systems in every library, and Logback for configurations
        System.setProperty("slf4j.provider", LogProvider.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN"); // or it would tell that it was set
    }

    private static volatile Prepared prepared =
            new Prepared(new LogSettings("", Options.LOG_LEVEL.defaultText(), Options.LOG_FORMAT.defaultText()), "");

    /** Keeps everything out of the log, for a configuration that can't be relied upon to say where it is. */
    static void prepareNone() {
        prepared = new Prepared(prepared.settings(), "CRITICAL");
    }

    private record Prepared(LogSettings settings, String override) {}

    /** @param override the level given on the command line; empty for none */
    static void prepare(LogSettings settings, String override) {
        prepared = new Prepared(settings, override);
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LogSettings settings = prepared.settings();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LogFileAppender appender = new LogFileAppender(settings.file(), PythonLogFormat.parse(settings.format()));
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        String text = prepared.override().isEmpty() ? settings.level() : prepared.override();
        Level level = level(text);
        root.setLevel(level == null ? Level.INFO : level);
        if (level == null) {
            root.warn("unknown log_level in config file: {}", text);
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Whether a log of this level, which may be nonsense, has what is for information. */
    static boolean logsInfo(String text) {
        Level level = level(text);
        return level == null || Level.INFO.isGreaterOrEqual(level);
    }

    /** The level for a word or a number of Python's logging; null if it is neither. */
    static Level level(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "NOTSET" -> Level.TRACE;
            case "DEBUG" -> Level.DEBUG;
            case "INFO" -> Level.INFO;
            case "WARNING", "WARN" -> Level.WARN;
            case "ERROR" -> Level.ERROR;
            case "CRITICAL", "FATAL" -> Level.OFF;
            default -> number(text);
        };
    }

    private static Level number(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number <= 0) {
                return Level.TRACE;
            }
            if (number <= 10) {
                return Level.DEBUG;
            }
            if (number <= 20) {
                return Level.INFO;
            }
            if (number <= 30) {
                return Level.WARN;
            }
            return number <= 40 ? Level.ERROR : Level.OFF;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
