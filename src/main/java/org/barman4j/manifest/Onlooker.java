package org.barman4j.manifest;

import java.io.IOException;
import java.io.InputStream;

/** Looks at the content of files while it is compared with a manifest. May be called by several threads. */
public interface Onlooker {
    /** Looks at nothing. */
    Onlooker NONE = new Onlooker() {
        @Override
        public boolean wants(String path) {
            return false;
        }

        @Override
        public void look(String path, InputStream content) {}
    };

    /** Whether it wants to see a file, given by its path below the data directory. */
    boolean wants(String path);

    /** Looks at the content of a file, and reads it to its end. */
    void look(String path, InputStream content) throws IOException;
}
