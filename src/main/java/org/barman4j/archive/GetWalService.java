package org.barman4j.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.AtomicFile;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskStream;
import org.barman4j.io.StorageException;
import org.barman4j.report.ExitCode;
import org.barman4j.report.NotFoundException;
import org.barman4j.report.Notices;
import org.barman4j.report.RefusedException;
import org.barman4j.xlog.WalFileName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands out WAL files of one server, from the archive or from where they are on their way to it. */
public final class GetWalService {
    private static final Logger log = LoggerFactory.getLogger(GetWalService.class);

    private final ServerConfig server;
    private final WalPlaces places;
    private final Disk disk;
    private final String client;
    private final Notices notices;

    /** @param client what to say in messages of who asks; empty for somebody at this machine */
    public GetWalService(ServerConfig server, Disk disk, String client, Notices notices) {
        this.server = server;
        this.places = new WalPlaces(server);
        this.disk = disk;
        this.client = client;
        this.notices = notices;
    }

    /**
     * Writes a file to where the request says, standard output if it says nothing.
     *
     * @throws NotFoundException if it is nowhere
     * @throws RefusedException if the request makes no sense, which asking again won't change
     */
    public void get(GetWalRequest request, OutputStream standardOutput) {
        WalFileName name = parse(request.walName(), client);
        request.directory().ifPresent(target -> requireWritable(target, name));
        for (Path place : places.of(name, request.partial())) {
            try (OutgoingWal wal = OutgoingWal.open(server, place, places.isArchived(place), request)) {
                send(wal, place, request, standardOutput);
                return;
            } catch (NoSuchFileException elsewhere) {
                log.debug("{} is not there", place);
            } catch (IOException e) {
                throw StorageException.because("send WAL '" + name.text() + "' for server '" + server.name() + "'", e);
            }
        }
        throw new NotFoundException(
                "WAL file '" + name.text() + "' not found in server '" + server.name() + "'" + client);
    }

    static WalFileName parse(String name, String client) {
        return WalFileName.parse(name)
                .orElseThrow(() -> new RefusedException(
                        "'" + name + "' is not a valid wal file name" + client, "", ExitCode.REFUSED));
    }

    private void requireWritable(Path directory, WalFileName name) {
        Path target = directory.resolve(name.text());
        boolean writable = Files.isDirectory(directory)
                && Files.isWritable(directory)
                && (Files.notExists(target) || (Files.isRegularFile(target) && Files.isWritable(target)));
        if (!writable) {
            throw new RefusedException(
                    "Unable to open '" + target + "' file" + client + ": it can't be written",
                    "Give --output-directory a directory that exists and that barman_user may write to.",
                    ExitCode.REFUSED);
        }
    }

    private void send(OutgoingWal wal, Path place, GetWalRequest request, OutputStream standardOutput)
            throws IOException {
        String sending = "Sending WAL '" + place.getFileName() + "' for server '" + server.name() + "' ";
        if (request.directory().isEmpty()) {
            log.info("{}to standard output{}", sending, client);
            wal.sendTo(standardOutput);
            return;
        }
        Path target = request.directory().get().resolve(request.walName());
        notices.info(sending + "into '" + target + "' file" + client);
        new AtomicFile(disk).write(target, file -> wal.sendTo(new DiskStream(file)));
    }
}
