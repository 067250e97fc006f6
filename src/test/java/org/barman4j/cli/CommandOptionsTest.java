package org.barman4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

class CommandOptionsTest {
    /** A line, and all that it sets. Arguments that stay unset or false are left out. */
    private static final String ACCEPTED =
            """
            archive-wal main              | SERVER=main
            backup main                   | SERVER=[main]
            backup main spare all         | SERVER=[main, spare, all]
            backup --immediate-checkpoint main                        | SERVER=[main] --immediate-checkpoint=true
            backup --no-immediate-checkpoint main                     | SERVER=[main] --immediate-checkpoint=false
            backup main --immediate-checkpoint --no-immediate-checkpoint | SERVER=[main] --immediate-checkpoint=false
            backup main --manifest        | SERVER=[main] --manifest=true
            backup main --no-manifest     | SERVER=[main] --manifest=false
            backup main --no-manifest --manifest | SERVER=[main] --manifest=true
            backup main --incremental latest-full | SERVER=[main] --incremental=latest-full
            backup main --reuse-backup    | SERVER=[main] --reuse-backup=link
            backup --reuse-backup --wait main | SERVER=[main] --reuse-backup=link --wait=true
            backup --reuse-backup copy main | SERVER=[main] --reuse-backup=copy
            backup main --reuse-backup=off | SERVER=[main] --reuse-backup=off
            backup main --retry-times 0 --retry-sleep 9 | SERVER=[main] --retry-sleep=9 --retry-times=0
            backup main --retry-times 3 --retry-times 4 | SERVER=[main] --retry-times=4
            backup main --no-retry        | SERVER=[main] --no-retry=true
            backup -j2 main               | SERVER=[main] --jobs=2
            backup main -wj 3 --bwlimit 0 | SERVER=[main] --bwlimit=0 --jobs=3 --wait=true
            backup main --jobs-start-batch-period 1 --jobs-start-batch-size 5 \
                | SERVER=[main] --jobs-start-batch-period=1 --jobs-start-batch-size=5
            backup main -w --wait-timeout 0 --keepalive-interval 0 --check-timeout 0 \
                | SERVER=[main] --check-timeout=0 --keepalive-interval=0 --wait=true --wait-timeout=0
            backup main --name weekly     | SERVER=[main] --name=weekly
            check main                    | SERVER=[main]
            check --nagios all --check-timeout 30 | SERVER=[all] --check-timeout=30 --nagios=true
            check-backup main latest      | SERVER=main BACKUP=latest
            check-wal-archive main        | SERVER=main
            check-wal-archive main --timeline 2 | SERVER=main --timeline=2
            cron                          | ""
            cron --keep-descriptors       | --keep-descriptors=true
            delete main 20261120T010203   | SERVER=main BACKUP=[20261120T010203]
            delete main oldest latest     | SERVER=main BACKUP=[oldest, latest]
            diagnose                      | ""
            diagnose --show-config-source | --show-config-source=true
            estimate-size main            | SERVER=main
            generate-manifest main oldest | SERVER=main BACKUP=oldest
            get-wal main 00000002.history | SERVER=main WAL_NAME=00000002.history
            get-wal main W -o /tmp -P -z  | SERVER=main WAL_NAME=W --gzip=true --output-directory=/tmp --partial=true
            get-wal main W --gzip         | SERVER=main WAL_NAME=W --gzip=true
            get-wal main W -x             | SERVER=main WAL_NAME=W --gzip=true
            get-wal main W -j             | SERVER=main WAL_NAME=W --bzip2=true
            get-wal main W --bzip2 --keep-compression | SERVER=main WAL_NAME=W --bzip2=true --keep-compression=true
            get-wal -p 1 main W --test    | SERVER=main WAL_NAME=W --peek=1 --test=true
            get-wal main W --peek=8 -t    | SERVER=main WAL_NAME=W --peek=8 --test=true
            put-wal main                  | SERVER=main
            put-wal -t main               | SERVER=main --test=true
            rebuild-xlogdb main spare     | SERVER=[main, spare]
            receive-wal main              | SERVER=main
            receive-wal --stop --reset main | SERVER=main --reset=true --stop=true
            receive-wal main --create-slot --if-not-exists | SERVER=main --create-slot=true --if-not-exists=true
            receive-wal main --drop-slot  | SERVER=main --drop-slot=true
            replication-status main       | SERVER=[main] --source=backup-host --target=all
            replication-status --minimal main --target hot-standby --source wal-host \
                | SERVER=[main] --minimal=true --source=wal-host --target=hot-standby
            replication-status main --target=wal-streamer | SERVER=[main] --source=backup-host --target=wal-streamer
            restore main latest /d        | SERVER=main BACKUP=latest DESTINATION_DIRECTORY=/d
            recover main --target-tli 2 auto --target-lsn 0/3 /d --exclusive --target-action promote \
                | SERVER=main BACKUP=auto DESTINATION_DIRECTORY=/d \
            --exclusive=true --target-action=promote --target-lsn=0/3 --target-tli=2
            restore main b /d --target-tli current --target-xid 7 --target-name n --target-immediate \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d \
            --target-immediate=true --target-name=n --target-tli=current --target-xid=7
            restore main b /d --target-tli latest --target-time 2026-11-20T01:02:03 \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d --target-time=2026-11-20T01:02:03 --target-tli=latest
            restore main b /d --tablespace t1:/t/1 --tablespace t2:/t/2 --remote-ssh-command ssh \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d --remote-ssh-command=ssh --tablespace=[t1:/t/1, t2:/t/2]
            restore main b /d --no-retry --retry-sleep 1 -j 4 --bwlimit 100 \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d --bwlimit=100 --jobs=4 --no-retry=true --retry-sleep=1
            restore main b /d --get-wal --network-compression --delta-restore \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d \
            --delta-restore=true --get-wal=true --network-compression=true
            restore main b /d --no-get-wal --no-network-compression --no-delta-restore \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d \
            --delta-restore=false --get-wal=false --network-compression=false
            restore main b /d --standby-mode --dry-run --recovery-conf-filename f --recovery-option-port 22 \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d \
            --dry-run=true --recovery-conf-filename=f --recovery-option-port=22 --standby-mode=true
            restore main b /d --staging-path /s --staging-location remote --staging-wal-directory /w \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d \
            --staging-location=remote --staging-path=/s --staging-wal-directory=/w
            restore main b /d --local-staging-path /l --recovery-staging-path /r --staging-location=local \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d \
            --local-staging-path=/l --recovery-staging-path=/r --staging-location=local
            restore main b /d --combine-mode copy-file-range \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d --combine-mode=copy-file-range
            restore main b /d --combine-mode CLONE \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d --combine-mode=clone
            restore main b /d --snapshot-recovery-instance i --snapshot-recovery-zone z --gcp-zone g \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d \
            --gcp-zone=g --snapshot-recovery-instance=i --snapshot-recovery-zone=z
            restore main b /d --azure-resource-group a --aws-region r \
                | SERVER=main BACKUP=b DESTINATION_DIRECTORY=/d --aws-region=r --azure-resource-group=a
            status all                    | SERVER=[all]
            switch-wal main               | SERVER=[main] --archive-timeout=30
            switch-xlog main --force --archive --archive-timeout 0 \
                | SERVER=[main] --archive=true --archive-timeout=0 --force=true
            sync-backup main 20261120T010203 | SERVER=main BACKUP=20261120T010203
            sync-info main                | SERVER=main
            sync-info --primary main W    | SERVER=main LAST_WAL=W --primary=true
            sync-info main W 4096         | SERVER=main LAST_WAL=W LAST_POSITION=4096
            sync-wals main                | SERVER=main
            verify-backup main latest     | SERVER=main BACKUP=latest
            verify main latest            | SERVER=main BACKUP=latest
            """;

    /** A line, and the words with which it is refused. */
    private static final String REFUSED =
            """
            archive-wal                          | Missing required parameter: 'SERVER'
            archive-wal main spare               | Unmatched argument at index 1: 'spare'
            backup                               | Missing required parameter: 'SERVER'
            backup --wait                        | Missing required parameter: 'SERVER'
            backup main --nope                   | Unknown option: '--nope'
            backup main --reuse-backup=nope      | Invalid value for option '--reuse-backup'
            backup --reuse-backup main           | Invalid value for option '--reuse-backup'
            backup main --retry-times -1         | '-1' is not a valid non negative integer
            backup main --retry-sleep=-1         | '-1' is not a valid non negative integer
            backup main --jobs 0                 | '0' is not a valid positive integer
            backup main --jobs -2                | '-2' is not a valid positive integer
            backup main --jobs                   | Missing required parameter for option '--jobs'
            backup main --jobs-start-batch-size 0   | '0' is not a valid positive integer
            backup main --jobs-start-batch-period 0 | '0' is not a valid positive integer
            backup main --bwlimit fast           | 'fast' is not a valid non negative integer
            backup main --wait-timeout -1        | '-1' is not a valid non negative integer
            backup main --keepalive-interval -1  | '-1' is not a valid non negative integer
            backup main --check-timeout -1       | '-1' is not a valid non negative integer
            backup main --name latest            | Backup name 'latest' is not allowed: reserved word
            backup main --name 20261120T010203   | Backup name '20261120T010203' is not allowed: backup ID
            backup main --name=                  | Backup name cannot be empty
            check                                | Missing required parameter: 'SERVER'
            check main --check-timeout -1        | '-1' is not a valid non negative integer
            check-backup main                    | Missing required parameter: 'BACKUP'
            check-backup main b c                | Unmatched argument at index 2: 'c'
            check-wal-archive                    | Missing required parameter: 'SERVER'
            check-wal-archive main --timeline 0  | '0' is not a valid positive integer
            cron main                            | Unmatched argument at index 0: 'main'
            delete main                          | Missing required parameter: 'BACKUP'
            diagnose main                        | Unmatched argument at index 0: 'main'
            estimate-size                        | Missing required parameter: 'SERVER'
            estimate-size main spare             | Unmatched argument at index 1: 'spare'
            generate-manifest main               | Missing required parameter: 'BACKUP'
            generate-manifest main b c           | Unmatched argument at index 2: 'c'
            get-wal main                         | Missing required parameter: 'WAL_NAME'
            get-wal main --test                  | Missing required parameter: 'WAL_NAME'
            get-wal main W X                     | Unmatched argument at index 2: 'X'
            get-wal main W --peek 0              | '0' is not a valid positive integer
            get-wal main W -p -1                 | '-1' is not a valid positive integer
            get-wal main W -o                    | Missing required parameter for option '--output-directory'
            put-wal                              | Missing required parameter: 'SERVER'
            put-wal main spare                   | Unmatched argument at index 1: 'spare'
            rebuild-xlogdb                       | Missing required parameter: 'SERVER'
            receive-wal --stop                   | Missing required parameter: 'SERVER'
            receive-wal main spare               | Unmatched argument at index 1: 'spare'
            replication-status                   | Missing required parameter: 'SERVER'
            replication-status main --target n   | Invalid value for option '--target'
            replication-status main --source n   | Invalid value for option '--source'
            restore                              | Missing required parameters: 'SERVER', 'BACKUP', 'DESTINATION_DIRECTORY'
            restore main b                       | Missing required parameter: 'DESTINATION_DIRECTORY'
            restore main b /d /e                 | Unmatched argument at index 3: '/e'
            restore main b /d --target-tli 0     | '0' is not a valid positive integer
            restore main b /d --target-tli -1    | '-1' is not a valid positive integer
            restore main b /d --target-tli newest     | Invalid value for option '--target-tli'
            restore main b /d --target-action stop    | 'stop' is not a valid recovery target action
            restore main b /d --target-action PAUSE   | 'PAUSE' is not a valid recovery target action
            restore main b /d --combine-mode nope     | Invalid value for option '--combine-mode'
            restore main b /d --staging-location here | Invalid value for option '--staging-location'
            restore main b /d --retry-times -1   | '-1' is not a valid non negative integer
            restore main b /d -j 0               | '0' is not a valid positive integer
            restore main b /d --bwlimit -1       | '-1' is not a valid non negative integer
            restore main b /d --tablespace       | Missing required parameter for option '--tablespace'
            restore main b /d --target-time --exclusive | Expected parameter for option '--target-time'
            status                               | Missing required parameter: 'SERVER'
            switch-wal                           | Missing required parameter: 'SERVER'
            switch-wal main --archive-timeout -1 | '-1' is not a valid non negative integer
            sync-backup main                     | Missing required parameter: 'BACKUP'
            sync-backup main b c                 | Unmatched argument at index 2: 'c'
            sync-info                            | Missing required parameter: 'SERVER'
            sync-info main W x                   | 'x' is not a valid positive integer
            sync-info main W 1 X                 | Unmatched argument at index 3: 'X'
            sync-wals                            | Missing required parameter: 'SERVER'
            sync-wals main b                     | Unmatched argument at index 1: 'b'
            verify-backup main                   | Missing required parameter: 'BACKUP'
            verify-backup main b c               | Unmatched argument at index 2: 'c'
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = ACCEPTED)
    void readsWhatBarmanReads(String line, String values) {
        CommandLine command = parse(line);

        assertThat(valuesOf(command.getCommandSpec())).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = REFUSED)
    void refusesWhatBarmanRefuses(String line, String words) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> parse(line))
                .withMessageContaining(words);
    }

    @Test
    void givesValuesTheirTypes() {
        CommandLine backup = parse("backup main --reuse-backup --retry-times 3 --no-manifest");
        CommandLine restore = parse("restore main b /d --combine-mode copy-file-range --staging-path /s");

        assertThat(valueOf(backup, "--reuse-backup")).isEqualTo(ReuseMode.LINK);
        assertThat(valueOf(backup, "--retry-times")).isEqualTo(3);
        assertThat(valueOf(backup, "--manifest")).isEqualTo(false);
        assertThat(valueOf(backup, "--immediate-checkpoint")).isNull();
        assertThat(valueOf(restore, "--combine-mode")).isEqualTo(CombineMode.COPY_FILE_RANGE);
        assertThat(valueOf(restore, "--staging-path")).isEqualTo(Path.of("/s"));
        assertThat(valueOf(restore, "--tablespace")).isEqualTo(List.of());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void describesEveryArgumentInASentence(BarmanCommand command) {
        List<ArgSpec> arguments = CommandSpec.forAnnotatedObject(command).args();

        assertThat(arguments).allSatisfy(argument -> {
            String description = String.join(" ", argument.description());
            assertThat(description).endsWith(".").doesNotContain("null"); // what an unknown ${variable} turns into
        });
    }

    private static Stream<BarmanCommand> commands() {
        return Stream.of(
                new ArchiveWalCommand(),
                new BackupCommand(),
                new CheckBackupCommand(),
                new CheckCommand(),
                new CheckWalArchiveCommand(),
                new CronCommand(),
                new DeleteCommand(),
                new DiagnoseCommand(),
                new EstimateSizeCommand(),
                new GenerateManifestCommand(),
                new GetWalCommand(),
                new PutWalCommand(),
                new RebuildXlogdbCommand(),
                new ReceiveWalCommand(),
                new ReplicationStatusCommand(),
                new RestoreCommand(),
                new StatusCommand(),
                new SwitchWalCommand(),
                new SyncBackupCommand(),
                new SyncInfoCommand(),
                new SyncWalsCommand(),
                new VerifyBackupCommand());
    }

    private static CommandLine parse(String line) {
        List<String> words = Arrays.asList(line.split(" +"));
        BarmanCommand command = commands()
                .filter(candidate -> isCalled(candidate, words.get(0)))
                .findFirst()
                .orElseThrow();
        CommandLine parser = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true);
        parser.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        return parser;
    }

    private static boolean isCalled(BarmanCommand command, String name) {
        Command declaration = command.getClass().getAnnotation(Command.class);
        return name.equals(declaration.name()) || List.of(declaration.aliases()).contains(name);
    }

    private static Object valueOf(CommandLine command, String option) {
        return command.getCommandSpec().findOption(option).getValue();
    }

    private static String valuesOf(CommandSpec command) {
        List<String> values = new ArrayList<>();
        for (PositionalParamSpec positional : command.positionalParameters()) {
            if (isSet(positional.getValue())) {
                values.add(positional.paramLabel() + "=" + positional.getValue());
            }
        }
        command.options().stream()
                .filter(option -> isSet(option.getValue()) || (option.negatable() && option.getValue() != null))
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .map(option -> option.longestName() + "=" + option.getValue())
                .forEach(values::add);
        return String.join(" ", values);
    }

    private static boolean isSet(Object value) {
        boolean isEmpty = value instanceof Collection<?> collection && collection.isEmpty();
        return value != null && !value.equals(false) && !isEmpty;
    }
}
