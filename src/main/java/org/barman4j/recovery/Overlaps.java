package org.barman4j.recovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds directories of a restore that are one, or lie in each other, so that one would spoil the other. Pure. */
final class Overlaps {
    private final RestorePlan plan;

    Overlaps(RestorePlan plan) {
        this.plan = plan;
    }

    List<Objection> objections() {
        List<Objection> objections = new ArrayList<>();
        Path data = path(plan.destination());
        Map<String, Path> seen = new LinkedHashMap<>();
        plan.locations().forEach((name, location) -> {
            Path place = path(location);
            String label = "tablespace '" + name + "'";
            if (data.startsWith(place)) { // one inside the data directory is unusual, and works
                objections.add(objection(label, "the data directory", location));
            }
            seen.forEach((other, taken) -> {
                if (place.startsWith(taken) || taken.startsWith(place)) {
                    objections.add(objection(label, other, location));
                }
            });
            seen.put(label, place);
        });
        if (plan.isWalApart()) {
            seen.put("the data directory", data);
            Path wal = path(plan.walDirectory());
            boolean own = wal.equals(data.resolve("barman_wal"));
            seen.forEach((other, taken) -> {
                if (!own && (wal.startsWith(taken) || taken.startsWith(wal))) {
                    objections.add(objection("the directory for WAL", other, plan.walDirectory()));
                }
            });
        }
        return objections;
    }

    private static Objection objection(String what, String other, String location) {
        return new Objection(
                what + " and " + other + " would lie in each other ('" + location + "')",
                "Give each of them a directory of its own.");
    }

    private static Path path(String directory) {
        return Path.of(directory).toAbsolutePath().normalize();
    }
}
