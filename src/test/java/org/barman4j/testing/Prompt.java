package org.barman4j.testing;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where people type commands, as the user that PostgreSQL runs as. What they type may be as printed somewhere: paths are
 * below a directory that stands in for the root of the file system, and other words have stand-ins.
 */
public final class Prompt {
    private final Path root;

    /** Where a path begins that is neither below the root already nor to be left alone. */
    private final Pattern path;

    private final Map<String, String> environment;
    private final Map<String, String> standIns = new LinkedHashMap<>();

    public Prompt(Path root, Map<String, String> environment) {
        this.root = root;
        path = Pattern.compile(
                "(?<![\\w/.~*-])(?!" + Pattern.quote(root + "/") + ")/(?=(?:etc|home|recovery|tmp|var)\\b)");
        this.environment = Map.copyOf(environment);
    }

    /** From now on, one text is put in place of another; those that were named first come first. */
    public void standIn(String printed, Object here) {
        standIns.put(printed, here.toString());
    }

    /** What is printed, as it has to be here. */
    public String here(String printed) {
        String text = path.matcher(printed).replaceAll(Matcher.quoteReplacement(root + "/"));
        for (Map.Entry<String, String> each : standIns.entrySet()) {
            text = text.replace(each.getKey(), each.getValue());
        }
        return text;
    }

    /** Types lines as printed, and returns what all of them answer; the exit code is that of the last one. */
    public Answer type(String printed) {
        ProgramCall call = ProgramCall.of(Path.of("/usr/bin/env"))
                .words(PostgresFixture.asPostgres(Path.of("/bin/bash")))
                .words(List.of("-c", here(printed)))
                .in(root);
        for (Map.Entry<String, String> each : environment.entrySet()) {
            call = call.with(each.getKey(), each.getValue());
        }
        return call.run();
    }
}
