package org.barman4j.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.barman4j.copy.CopyItem.Kind;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.io.TreeDeletion;
import org.barman4j.report.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies from another host with rsync.
 *
 * <p>Each directory is listed first; what has to come over the network is then divided among the jobs by its size. The
 * targets are new and empty, so nothing ever has to be deleted in them.
 */
public final class SmartCopy implements ClusterCopy {
    private static final Logger log = LoggerFactory.getLogger(SmartCopy.class);

    private final List<String> shell;
    private final String searchPath;
    private final CopySettings settings;
    private final Tools tools;
    private CopyClock clock;
    private long expected;

    /**
     * What it works with.
     *
     * @param workspace a directory that it makes, for lists of files, and removes
     * @param isGone whether a tablespace that can't be found has been dropped since the backup began
     */
    public record Tools(Path workspace, Predicate<CopyItem> isGone, Disk disk, Clock clock, Progress progress) {}

    /** @param shell the command that leads to the server's host, as for {@code rsync -e} */
    public SmartCopy(List<String> shell, String searchPath, CopySettings settings, Tools tools) {
        this.shell = List.copyOf(shell);
        this.searchPath = searchPath;
        this.settings = settings;
        this.tools = tools;
    }

    @Override
    public CopyStatistics copy(List<CopyItem> items) throws InterruptedException {
        clock = new CopyClock(tools.clock());
        expected = 0;
        try {
            tools.disk().createDirectories(tools.workspace());
            List<Jobs.Task> first = new ArrayList<>();
            List<Jobs.Task> last = new ArrayList<>();
            for (CopyItem item : items) {
                if (item.isDirectory()) {
                    first.addAll(analyse(item));
                } else {
                    (item.kind() == Kind.CONTROL ? last : first).add(() -> copyFile(item));
                }
            }
            tools.progress().phase("copying files", expected);
            new Jobs(settings).run(first);
            new Jobs(settings).run(last);
            return clock.statistics(settings.jobs());
        } catch (IOException e) {
            throw CopyFailedException.because(e);
        } finally {
            removeWorkspace();
        }
    }

    /**
     * Makes the target of a directory that nobody is changing the same as its source. What has been copied is known by its
     * size and time; what vanishes meanwhile is an error here.
     */
    public void settle(CopyItem item) throws InterruptedException {
        log.info("compare {}", item);
        Rsync rsync = new Rsync(item, settings, shell, searchPath);
        Rsync.Result result =
                Rsync.<RuntimeException>repeated(settings, item, () -> rsync.run(rsync.settling(), line -> {}));
        if (result.status() != 0) {
            throw CopyFailedException.of(result, "backup");
        }
    }

    private void removeWorkspace() {
        try {
            new TreeDeletion(tools.disk()).delete(tools.workspace());
        } catch (IOException e) {
            log.warn("cannot remove {}: {}", tools.workspace(), StorageException.reason(e));
        }
    }

    private List<Jobs.Task> analyse(CopyItem item) throws IOException, InterruptedException {
        log.info("analyze {}", item);
        tools.progress().phase("listing " + item.label(), 0);
        Instant start = clock.now();
        tools.disk().createDirectories(item.target());
        Rsync rsync = new Rsync(item, settings, shell, searchPath);
        List<Jobs.Task> tasks = new ArrayList<>();
        Rsync.Result result = Rsync.<IOException>repeated(settings, item, () -> {
            tasks.clear();
            return list(rsync, tasks);
        });
        if (!result.succeeded()) {
            if (!isDropped(item, result)) {
                throw CopyFailedException.of(result, "backup");
            }
            log.warn("{} has been dropped since the backup began", item);
            tasks.clear();
        }
        clock.analysed(item, start);
        if (tasks.isEmpty()) {
            clock.copied(item, clock.now()); // for the statistics: all of it became links
        }
        return tasks;
    }

    /** Lists the item, and adds what there is to do for it. */
    private Rsync.Result list(Rsync rsync, List<Jobs.Task> tasks) throws IOException, InterruptedException {
        CopyItem item = rsync.item();
        Path names = tools.workspace().resolve(item.target().getFileName().toString());
        try (Shares different = new Shares(tools.disk(), names);
                Shares doubtful = new Shares(tools.disk(), names.resolveSibling(names.getFileName() + "_check"))) {
            Listing listing = new Listing(item, settings, tools.disk(), different, doubtful);
            Rsync.Result result = rsync.run(rsync.listing(), listing::take);
            listing.check(result.succeeded());
            if (result.succeeded()) {
                expected += different.bytes() + doubtful.bytes();
                for (Path share : different.divide(settings.jobs())) {
                    tasks.add(() -> copyShare(rsync, share, false));
                }
                for (Path share : doubtful.divide(settings.jobs())) {
                    tasks.add(() -> copyShare(rsync, share, true));
                }
            }
            return result;
        }
    }

    private boolean isDropped(CopyItem item, Rsync.Result result) {
        return item.kind() == Kind.TABLESPACE
                && result.isPartial()
                && tools.isGone().test(item);
    }

    private void copyShare(Rsync rsync, Path share, boolean comparing) throws Exception {
        log.info("copy {} from {}", comparing ? "files with checksum" : "safe files", rsync.item());
        Instant start = clock.now();
        Rsync.Result result = copied(rsync, rsync.share(share, comparing), tools.progress());
        if (!result.succeeded() && !isDropped(rsync.item(), result)) {
            throw CopyFailedException.of(result, "backup");
        }
        clock.copied(rsync.item(), start);
    }

    private void copyFile(CopyItem item) throws Exception {
        log.info("copy {}", item);
        Instant start = clock.now();
        Rsync rsync = new Rsync(item, settings, shell, searchPath);
        Rsync.Result result = copied(rsync, rsync.file(), Progress.NONE); // it is small, and nobody knows how small
        if (result.isPartial() && item.kind() == Kind.OPTIONAL_CONFIGURATION) {
            log.warn("Ignoring error reading {}", item);
        } else if (result.status() != 0) {
            throw CopyFailedException.of(result, "backup");
        }
        clock.copied(item, start);
    }

    private Rsync.Result copied(Rsync rsync, List<String> argv, Progress progress) throws InterruptedException {
        return Rsync.repeated(settings, rsync.item(), argv, searchPath, progress);
    }
}
