package org.barman4j.app.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes completion scripts: hand-written functions, which are the same for both shells, and a table for them. */
final class Completion {
    private static final int WIDTH = 110;

    private static final String BASH =
            """
            # Bash completion for barman. Written by barman4j from its own command line.

            %s
            # Offers files or directories.
            _barman_offer_paths() {
              local path kind=-f
              if [[ $1 == DIRECTORY ]]; then
                kind=-d
              fi
              compopt -o filenames 2> /dev/null
              while IFS= read -r path; do
                COMPREPLY+=("$path")
              done < <(compgen "$kind" -- "$current")
            }

            _barman() {
              _barman_complete
            }

            complete -F _barman barman
            """;

    private static final String ZSH =
            """
            #compdef barman
            # Zsh completion for barman. Written by barman4j from its own command line.

            %s
            # Leaves files and directories to Zsh.
            _barman_offer_paths() {
              paths=$1
            }

            # The functions above are meant for Bash; this calls them as Bash would.
            local -a COMP_WORDS COMPREPLY
            local COMP_LINE='' COMP_POINT=0 COMP_CWORD=$((CURRENT - 1)) paths=''
            COMP_WORDS=("${(@)words[1,CURRENT-1]}" "$PREFIX")
            () {
              emulate -L sh
              setopt ksh_glob no_sh_glob
              _barman_complete
            }
            if [[ $PREFIX == --*=* ]]; then
              compset -P '*='
            fi
            case $paths in
              FILE) _files ;;
              DIRECTORY) _files -/ ;;
              *) compadd -- "${(@Q)COMPREPLY}" ;;
            esac
            """;

    private final String functions;

    Completion(CommandLine program) {
        this.functions = template()
                .replace("@TABLE@\n", table(program))
                .replace(
                        "@SHORTCUTS@",
                        BackupShortcut.ALL.stream()
                                .flatMap(shortcut -> shortcut.words().stream())
                                .collect(Collectors.joining(" ")));
    }

    String bash() {
        return BASH.replace("%s", functions);
    }

    String zsh() {
        return ZSH.replace("%s", functions);
    }

    private static String template() {
        try (InputStream resource = Completion.class.getResourceAsStream("completion.bash")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(CommandLine program) {
        List<CommandEntry> commands = CommandEntry.all(program);
        String names = commands.stream().map(CommandEntry::name).collect(Collectors.joining("|"));
        StringBuilder table = new StringBuilder();
        CommandEntry top = CommandEntry.top(program);
        table.append(row("''", List.of(names + "|help"), options(top) + " -v --version"));
        for (CommandEntry command : commands) {
            List<String> all = new ArrayList<>(List.of(command.name()));
            all.addAll(command.aliases());
            List<String> positions =
                    command.parameters().stream().map(Completion::kind).toList();
            table.append(row(String.join(" | ", all), positions, options(command)));
        }
        return table.toString();
    }

    private static String row(String pattern, List<String> positions, String options) {
        StringBuilder row = new StringBuilder("    " + pattern + ")\n");
        if (!positions.isEmpty()) {
            row.append("      positions='").append(String.join(" ", positions)).append("'\n");
        }
        if (!options.isEmpty()) {
            row.append("      known+='").append(options).append("'\n");
        }
        return row.append("      ;;\n").toString();
    }

    /** The options, each after a space, in lines of bearable length. */
    private static String options(CommandEntry command) {
        StringBuilder options = new StringBuilder();
        int lineStart = 0;
        for (OptionSpec option : command.options()) {
            for (String name : option.usageHelp() ? List.<String>of() : command.names(option)) {
                String word = option.arity().max() == 0 ? name : name + "=" + kind(option);
                boolean full = options.length() - lineStart + word.length() > WIDTH;
                if (full) {
                    options.append("\n       ");
                    lineStart = options.length();
                }
                options.append(' ').append(word);
            }
        }
        return options.toString();
    }

    private static String kind(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            return String.join("|", argument.completionCandidates());
        }
        if (argument.type() == Path.class) {
            return "DIRECTORY";
        }
        boolean repeated =
                argument instanceof PositionalParamSpec && argument.arity().isVariable();
        return switch (argument.paramLabel()) {
            case "CONFIG" -> "FILE";
            case "SERVER" -> repeated ? "SERVERS" : "SERVER";
            case "BACKUP", "BACKUP_ID" -> repeated ? "BACKUPS" : "BACKUP";
            default -> "ANY";
        };
    }
}
