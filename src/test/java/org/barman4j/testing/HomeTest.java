package org.barman4j.testing;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each have a small Barman home of their own. */
public abstract class HomeTest {
    @TempDir
    protected Path directory;

    protected SmallHome home;

    @BeforeEach
    final void makeHome() {
        home = SmallHome.in(directory);
    }
}
