package org.barman4j.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.config.GlobalConfig.LogSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogProviderTest {
    @Test
    void logsAsConfiguredAndNothingElse(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("log");
        LogConfigurator.prepare(new LogSettings(file.toString(), "WARNING", "%(levelname)s %(message)s"), "");
        try {
            LogProvider provider = new LogProvider();
            provider.initialize();
            LoggerContext context = (LoggerContext) provider.getLoggerFactory();
            Logger logger = context.getLogger("org.barman4j");
            logger.info("quiet");
            logger.warn("loud");

            assertThat(logger.getEffectiveLevel()).isEqualTo(Level.WARN);
            assertThat(Files.readString(file)).isEqualTo("WARNING loud\n");
            assertThat(provider.getMDCAdapter()).isSameAs(context.getMDCAdapter());
            assertThat(provider.getMarkerFactory().getMarker("x")).isNotNull();
        } finally {
            LogConfigurator.prepare(new LogSettings("", "INFO", "%(message)s"), "");
        }
    }

    @Test
    void isWhatSlf4jUses() {
        LogConfigurator.prepareNone();

        assertThat(System.getProperty("slf4j.provider")).isEqualTo(LogProvider.class.getName());
    }
}
