package org.barman4j.archive;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barman4j.config.ServerConfig;
import org.barman4j.xlog.WalFileName;
import org.barman4j.xlog.WalSegmentName;

/** Tells which WAL files follow one another, from one on. */
public final class PeekWalService {
    private final WalPlaces places;
    private final String client;

    public PeekWalService(ServerConfig server, String client) {
        this.places = new WalPlaces(server);
        this.client = client;
    }

    /** The names of at most so many files, up to the first that is missing. */
    public List<String> peek(String walName, int most) {
        WalFileName first = GetWalService.parse(walName, client);
        List<String> found = new ArrayList<>();
        Optional<WalFileName> next = Optional.of(first);
        while (found.size() < most && next.isPresent()) {
            WalFileName name = next.get();
            if (exists(name)) {
                found.add(name.text());
                next = following(name);
            } else {
                next = firstOfNextLog(name);
            }
        }
        return found;
    }

    private boolean exists(WalFileName name) {
        return places.of(name, false).stream().anyMatch(Files::exists);
    }

    /** The next number. How many segments a log has is not known here. */
    private static Optional<WalFileName> following(WalFileName name) {
        if (!(name instanceof WalFileName.Segment segment)) {
            return Optional.empty();
        }
        WalSegmentName last = segment.segment();
        return Optional.of(
                new WalFileName.Segment(new WalSegmentName(last.timeline(), last.log(), last.segment() + 1)));
    }

    /** Behind the last segment of a log comes the next log; the number of segments in a log is a power of two. */
    private static Optional<WalFileName> firstOfNextLog(WalFileName missing) {
        if (!(missing instanceof WalFileName.Segment segment)
                || Integer.bitCount(segment.segment().segment()) != 1) {
            return Optional.empty();
        }
        WalSegmentName name = segment.segment();
        return Optional.of(new WalFileName.Segment(new WalSegmentName(name.timeline(), name.log() + 1, 0)));
    }
}
