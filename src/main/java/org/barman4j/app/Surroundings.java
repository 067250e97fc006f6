package org.barman4j.app;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import org.barman4j.io.Disk;

/** What a program finds when it starts: environment, clock, standard streams and disk. */
record Surroundings(
        Map<String, String> environment, Clock clock, Disk disk, InputStream in, OutputStream out, OutputStream err) {}
