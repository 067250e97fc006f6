package org.barman4j.app;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import org.barman4j.host.OrderlyEnd;
import org.barman4j.io.Disk;

/** What a program finds when it starts: environment, clock, standard streams and disk, and the way in which it ends. */
record Surroundings(
        Map<String, String> environment,
        Clock clock,
        Disk disk,
        InputStream in,
        OutputStream out,
        OutputStream err,
        OrderlyEnd ending) {
    Surroundings(
            Map<String, String> environment,
            Clock clock,
            Disk disk,
            InputStream in,
            OutputStream out,
            OutputStream err) {
        this(environment, clock, disk, in, out, err, new OrderlyEnd());
    }
}
