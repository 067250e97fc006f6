package org.barman4j.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barman4j.archive.WalShipment.Item;
import org.barman4j.config.Options;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Disk;
import org.barman4j.io.StorageException;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.wal.Quarantine;
import org.barman4j.wal.WalPageHeader;

/**
 * Takes in WAL files that a client sends.
 *
 * <p>When this returns without an error, every file that was sent lies under its name in the incoming directory, or did
 * so before, and both file and name have been forced to the storage. If it fails, the client still has the file, and
 * will send it again.
 */
public final class PutWalService {
    private final ServerConfig server;
    private final Path directory;
    private final Quarantine quarantine;
    private final Disk disk;
    private final String client;
    private final Notices notices;

    /** @param client what to say in messages of who sends; empty for somebody at this machine */
    public PutWalService(ServerConfig server, Quarantine quarantine, Disk disk, String client, Notices notices) {
        this.server = server;
        this.directory = server.path(Options.INCOMING_WALS_DIRECTORY);
        this.quarantine = quarantine;
        this.disk = disk;
        this.client = client;
        this.notices = notices;
    }

    /** Takes in what a tar stream holds: WAL files, and behind them their checksums. */
    public void put(InputStream source) {
        WalShipment shipment = new WalShipment(directory, disk, "server '" + server.name() + "'" + client, notices);
        try {
            disk.createDirectories(directory);
            shipment.read(source);
            shipment.verify();
            for (Item item : shipment.items().values()) {
                take(item, shipment);
            }
            disk.syncDirectory(directory);
        } catch (EOFException cut) {
            throw new StorageException(
                    "the stream of put-wal for server '" + server.name() + "'" + client + " broke off in the middle");
        } catch (IOException e) {
            throw StorageException.because("take in WAL for server '" + server.name() + "'" + client, e);
        } finally {
            shipment.items().values().forEach(item -> deleteQuietly(item.temporary()));
        }
    }

    private void take(Item item, WalShipment shipment) throws IOException {
        Path place = directory.resolve(item.name());
        try {
            disk.link(item.temporary(), place);
            return;
        } catch (FileAlreadyExistsException present) {
            // what to do depends on its content
        } catch (IOException noLinks) {
            if (Files.notExists(place)) {
                disk.rename(item.temporary(), place);
                return;
            }
        }
        String present = shipment.checksum(place);
        if (present.equals(shipment.checksum(item))) {
            disk.syncFile(place); // whoever put it there may not have
            notices.debug("Duplicate Files with Identical Checksums. File " + item.name()
                    + " already exists on server " + server.name()
                    + ", and the checksums are identical. Skipping the file.");
            return;
        }
        resolve(item, place, present);
    }

    /** Keeps both files, the better one where it will be archived. */
    private void resolve(Item item, Path place, String present) throws IOException {
        if (WalPageHeader.isFragment(place)) {
            Path old = quarantine.take(place, item.name(), Quarantine.Reason.INCOMPLETE);
            disk.rename(item.temporary(), place);
            disk.syncDirectory(directory);
            throw new RefusedException(
                    "File " + item.name() + " was only partly there on server " + server.name()
                            + ". The whole file has taken its place",
                    "The part is in " + old + ". PostgreSQL will send the file again, which will then be fine.");
        }
        Path kept = quarantine.takeOnce(item.temporary(), item.name(), Quarantine.Reason.DUPLICATE);
        throw new RefusedException(
                "Duplicate Files Detected with Mismatched Checksums. File " + item.name()
                        + " already exists on server " + server.name() + " with checksum " + present
                        + ", but the checksum of the incoming file is " + item.checksum()
                        + ". The file has been moved to the errors directory.",
                "Find out whether two PostgreSQL servers send their WAL here. The file is " + kept + ".");
    }

    private void deleteQuietly(Path temporary) {
        try {
            if (Files.exists(temporary)) {
                disk.delete(temporary);
            }
        } catch (IOException leftover) {
            notices.debug("cannot remove " + temporary);
        }
    }
}
