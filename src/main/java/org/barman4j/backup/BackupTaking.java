package org.barman4j.backup;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.barman4j.backup.method.BackupDraft;
import org.barman4j.backup.method.BackupMethod;
import org.barman4j.backup.method.LivePages;
import org.barman4j.catalog.BackupCatalog;
import org.barman4j.catalog.BackupField;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupStatus;
import org.barman4j.catalog.Backups;
import org.barman4j.catalog.DeleteMarks;
import org.barman4j.catalog.KeepAnnotations;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.hook.BackupHooks;
import org.barman4j.host.OrderlyEnd;
import org.barman4j.host.Writeback;
import org.barman4j.io.Disk;
import org.barman4j.io.FileLook;
import org.barman4j.io.StorageException;
import org.barman4j.page.BadPage;
import org.barman4j.page.LiveWitness;
import org.barman4j.page.PageRule;
import org.barman4j.postgres.PostgresException;
import org.barman4j.postgres.live.LiveServer;
import org.barman4j.postgres.live.PostgresSession;
import org.barman4j.report.BarmanException;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.text.ByteSize;
import org.barman4j.text.HumanDuration;
import org.barman4j.text.Printable;
import org.barman4j.text.PythonTime;
import org.barman4j.text.Reason;
import org.barman4j.wal.trim.WalTrim;

/**
 * What happens between the first and the last note about a backup: hooks, the copy by the method in use, and all that
 * makes the copy safe.
 */
public final class BackupTaking {
    private static final int OFFSET_LENGTH = "+00:00".length();
    private static final String BAD_PAGES =
            "Pages that are bad on the server stay bad in every backup. Look for the reason in its storage and its log,"
                    + " and restore what they hold from a backup before it happened.";

    private final ServerConfig server;
    private final Stores stores;
    private final BackupMethod method;
    private final Supplier<LiveServer> servers;
    private final Function<BackupDraft, LivePages> pageSource;
    private final BackupHooks hooks;
    private final WalTrim trim;
    private final Disk disk;
    private final Clock clock;
    private final OrderlyEnd ending;
    private final Notices notices;

    /** Where backups and what is known of them are kept. */
    public record Stores(BackupCatalog catalog, KeepAnnotations keeps, DeleteMarks marks, ManifestWriting manifests) {}

    public BackupTaking(
            ServerConfig server,
            Stores stores,
            BackupMethod method,
            Supplier<LiveServer> servers,
            Function<BackupDraft, LivePages> pageSource,
            BackupHooks hooks,
            WalTrim trim,
            Disk disk,
            Clock clock,
            OrderlyEnd ending,
            Notices notices) {
        this.server = server;
        this.stores = stores;
        this.method = method;
        this.servers = servers;
        this.pageSource = pageSource;
        this.hooks = hooks;
        this.trim = trim;
        this.disk = disk;
        this.clock = clock;
        this.ending = ending;
        this.notices = notices;
    }

    /**
     * Takes a backup that has just been entered in the catalogue. Whatever fails is told and noted there.
     *
     * @param whenCopied what to do before the hooks that run afterwards
     */
    void take(BackupDraft draft, Runnable whenCopied) {
        notices.info("Starting backup using " + draft.info().mode() + " method for server " + server.name() + " in "
                + draft.directory());
        try (PageReading reading = new PageReading(
                () -> BackupPages.begin(server, draft.info(), notices), draft.directory(), draft.data(), notices)) {
            hooks.before(event(draft));
            if (Thread.interrupted()) { // while a hook was running, which nobody waits for any more
                throw new InterruptedException();
            }
            take(draft, reading);
            createRestorePoint(draft);
            new BackupEncryption(server, disk, notices).encrypt(draft);
            measure(draft, reading);
            linkToParent(draft); // before it counts as taken
            draft.set(BackupField.STATUS, BackupStatus.WAITING_FOR_WALS.name());
            draft.save();
        } catch (BarmanException e) {
            fail(draft, ending.isRequested() ? "interrupted" : e.getMessage());
            e.hint().filter(hint -> !ending.isRequested()).ifPresent(notices::hint);
        } catch (InterruptedException e) {
            fail(draft, "interrupted");
        } catch (RuntimeException | Error bug) {
            fail(draft, bug.toString());
            throw bug;
        } finally {
            try {
                settle(draft, whenCopied);
            } finally {
                ending.expose();
            }
        }
    }

    /** What has to be done however it went. */
    private void settle(BackupDraft draft, Runnable whenCopied) {
        if (draft.info().status().isCopyDone()) {
            tellEnd(draft);
            trimFirst(draft, notices);
            attempt(whenCopied);
        }
        hooks.after(event(draft));
        boolean interrupted = Thread.interrupted() || (ending.isRequested() && !ending.isByKeyboard());
        if (draft.info().status().isCopyDone() && interrupted) {
            throw new RefusedException(
                    "interrupted when backup " + draft.id() + " of server " + server.name() + " had been taken",
                    "'barman show-backup " + server.name() + " " + draft.id()
                            + "' shows it. Hooks behind it may have been cut off.");
        }
        generateManifest(draft);
    }

    private void linkToParent(BackupDraft draft) {
        attempt(() -> stores.catalog().linkToParent(draft.info()));
    }

    /** The backup is what it is, whether this succeeds or not. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (BarmanException e) {
            notices.error(e.getMessage());
            e.hint().ifPresent(notices::hint);
        }
    }

    private void take(BackupDraft draft, PageReading reading) throws InterruptedException {
        try (Writeback early = new Writeback(draft.directory().getParent())) {
            method.take(draft, reading::copied);
        }
    }

    private BackupHooks.Backup event(BackupDraft draft) {
        BackupInfo info = draft.info();
        Backups backups = stores.catalog().load();
        return new BackupHooks.Backup(
                draft.directory().toString(),
                stores.catalog().infoFileOf(info.id()).toString(),
                info.id().text(),
                backups.previous(info).map(found -> found.id().text()).orElse(""),
                backups.next(info).map(found -> found.id().text()).orElse(""),
                info.status().name(),
                info.text(BackupField.ERROR).orElse(""));
    }

    private void createRestorePoint(BackupDraft draft) {
        try (LiveServer live = servers.get()) {
            Optional<PostgresSession> session = live.session();
            if (session.isPresent() && !session.get().isInRecovery()) {
                session.get().value("SELECT pg_create_restore_point(?)::text", "barman_" + draft.id());
            }
        } catch (PostgresException e) {
            notices.debug("Error issuing pg_create_restore_point() command: " + e.getMessage());
        }
    }

    /** Nothing of the backup may be lost with the power once it counts as taken. */
    private void measure(BackupDraft draft, PageReading reading) {
        draft.doing("calculating backup size");
        try {
            InheritedPages inherited = new InheritedPages(
                    stores.catalog(), stores.marks(), draft.info(), server.is(Options.BACKUP_PAGE_CHECKSUMS));
            FileLook shared = inherited.areKnown() ? FileLook.NONE : reading::shared;
            BackupSize size = new BackupFiles(disk).sync(draft.directory(), reading::forced, shared);
            Optional<BackupPages> pages = reading.finish();
            if (pages.isPresent()) {
                judge(pages.get(), inherited.bad(), draft);
            }
            draft.replace(size.in(draft.info()));
            String text = "Backup size: " + ByteSize.pretty(size.total());
            if (server.get(Options.REUSE_BACKUP).filter("link"::equals).isPresent()) {
                double ratio = size.total() == 0 ? 0 : 1 - (double) size.own() / size.total();
                text += ". Actual size on disk: " + ByteSize.pretty(size.own())
                        + String.format(" (-%.2f%% deduplication ratio).", 100 * ratio);
            }
            notices.info(text);
        } catch (IOException e) {
            throw StorageException.because("make the files of backup " + draft.id() + " durable", e);
        }
    }

    private void judge(BackupPages pages, List<BadPage> inherited, BackupDraft draft) {
        PageRule rule = BackupPages.rule(draft.info()).orElseThrow();
        try (LivePages source = pageSource.apply(draft)) {
            pages.judge(rule, new LiveWitness(rule, source));
        }
        pages.inherit(inherited);
        pages.write(stores.catalog().pageReportOf(draft.id()), disk);
        pages.tell(BAD_PAGES);
    }

    private void fail(BackupDraft draft, String reason) {
        ending.shield(); // until the hooks have heard of it
        linkToParent(draft); // its files are there, complete or not
        draft.set(BackupField.STATUS, BackupStatus.FAILED.name());
        draft.set(BackupField.ERROR, "failure " + draft.action() + " (" + Printable.of(Reason.firstLine(reason)) + ")");
        notices.error("Backup failed " + draft.action() + ".\nDETAILS: " + reason.strip());
        try {
            draft.save();
        } catch (StorageException e) {
            notices.error(e.getMessage()); // the next command finds out by itself that the backup has failed
            e.hint().ifPresent(notices::hint);
        }
    }

    private void tellEnd(BackupDraft draft) {
        notices.info(draft.endMessage());
        Instant start = draft.copyStart().orElseThrow();
        String time = PythonTime.print(PythonTime.local(start));
        notices.info("Backup completed (start time: " + time.substring(0, time.length() - OFFSET_LENGTH)
                + ", elapsed time: " + HumanDuration.of(Duration.between(start, clock.instant())) + ")");
    }

    /** WAL before the first backup is of no use to anybody, now that this backup is complete. */
    void trimFirst(BackupDraft draft, Notices told) {
        if (server.is(Options.WORM_MODE) || !draft.info().status().isCopyDone()) {
            return;
        }
        try {
            new WalNeed(stores.catalog().load(), stores.keeps())
                    .sinceFirst(draft.info())
                    .ifPresent(rule -> {
                        boolean[] begun = new boolean[1];
                        trim.apply(rule, name -> {
                            if (!begun[0]) {
                                told.item("WAL segments preceding the current backup have been found:");
                                begun[0] = true;
                            }
                            told.info("\t" + name + " from server " + server.name() + " has been removed");
                        });
                    });
        } catch (BarmanException e) {
            notices.warning(e.getMessage());
            e.hint().ifPresent(notices::hint);
        }
    }

    private void generateManifest(BackupDraft draft) {
        boolean wanted = server.is(Options.AUTOGENERATE_MANIFEST) && !server.hasStreamedBackups();
        if (!wanted || !draft.info().status().isCopyDone()) {
            return;
        }
        try {
            stores.manifests().write(draft.id());
            notices.info("Backup manifest for backup '" + draft.id() + "' successfully generated for server "
                    + server.name());
        } catch (IOException e) {
            throw StorageException.because("write the manifest of backup " + draft.id(), e);
        }
    }
}
