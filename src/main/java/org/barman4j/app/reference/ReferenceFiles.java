package org.barman4j.app.reference;

import java.util.SortedMap;
import java.util.TreeMap;
import org.barman4j.cli.Program;
import org.barman4j.cli.TopCommand;
import picocli.CommandLine;

/** All files of the reference. */
public final class ReferenceFiles {
    private ReferenceFiles() {}

    /** The content of every file, by its path below the directory of the reference. */
    public static SortedMap<String, String> all() {
        CommandLine program = Program.complete(new TopCommand(options -> {
            throw new IllegalStateException("the reference needs no session");
        }));
        CommandReference commands = new CommandReference(program);
        Completion completion = new Completion(program);
        SortedMap<String, String> files = new TreeMap<>();
        files.put("commands.md", commands.markdown());
        files.put("configuration.md", ConfigurationReference.markdown());
        commands.manual().forEach((name, page) -> files.put("man1/" + name, page));
        files.put("man5/barman.5", ConfigurationReference.manual());
        files.put("completion/barman.bash", completion.bash());
        files.put("completion/_barman", completion.zsh());
        return files;
    }
}
