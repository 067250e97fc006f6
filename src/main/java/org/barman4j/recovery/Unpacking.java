package org.barman4j.recovery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.barman4j.codec.GpgEncryption;
import org.barman4j.codec.TarFile;
import org.barman4j.config.ServerConfig;
import org.barman4j.io.Crew;
import org.barman4j.io.Disk;
import org.barman4j.io.DiskFile;
import org.barman4j.io.DiskStream;
import org.barman4j.io.PathText;
import org.barman4j.io.StorageException;
import org.barman4j.manifest.CheckedCopy;
import org.barman4j.report.Progress;
import org.barman4j.report.RefusedException;

/** Unpacks the archives of one backup, several at once, and compares each file with the manifest on the way. */
final class Unpacking {
    /** An archive of the data directory, or of a tablespace that is known by its number. */
    private static final Pattern ARCHIVE = Pattern.compile("(base|\\d+)\\.tar(\\.[a-z0-9]+?)?(\\.gpg)?");

    /** What a restored server must not find. */
    static final Set<String> EXCLUDED = Set.of("recovery.conf", "tablespace_map", "postmaster.pid");

    private static final PosixFilePermission[] PERMISSIONS = PosixFilePermission.values(); // in the order of the bits

    private final ServerConfig server;
    private final int jobs;
    private final Disk disk;
    private final Progress progress;

    Unpacking(ServerConfig server, int jobs, Disk disk, Progress progress) {
        this.server = server;
        this.jobs = jobs;
        this.disk = disk;
        this.progress = progress;
    }

    /** The archives of a backup, by what they hold. */
    static Map<String, Path> archives(Path data) throws IOException {
        Map<String, Path> archives = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(data, "*.tar*")) {
            for (Path entry : entries) {
                Matcher name = ARCHIVE.matcher(entry.getFileName().toString());
                if (name.matches()) {
                    archives.put(name.group(1), entry);
                }
            }
        }
        return archives;
    }

    /**
     * Unpacks them.
     *
     * @param data where the archives are, and the manifest
     * @param targets where to unpack each; {@code base} is the data directory, the others are tablespaces
     * @return what {@code pg_control} holds, which is not written
     */
    byte[] unpack(Path data, Map<String, Path> targets) throws IOException {
        return unpack(data, targets.keySet(), name -> Optional.of(targets.get(name)));
    }

    /** The same, but only compares, and unpacks nothing. */
    byte[] examine(Path data, Set<String> names) throws IOException {
        return unpack(data, names, name -> Optional.empty());
    }

    private byte[] unpack(Path data, Set<String> names, Function<String, Optional<Path>> targets) throws IOException {
        Map<String, Path> archives = archives(data);
        for (String name : names) {
            if (!archives.containsKey(name)) {
                throw new RefusedException(
                        "the archive " + name + ".tar is missing in " + data,
                        "The backup can't be restored without it. Run 'barman verify-backup' for the others.");
            }
        }
        CheckedCopy content = CheckedCopy.in(data);
        List<byte[]> control = new ArrayList<>();
        try (Crew<Optional<byte[]>> crew = new Crew<>(jobs, found -> found.ifPresent(control::add))) {
            for (String name : names) {
                crew.submit(() -> unpack(name, archives.get(name), targets.apply(name), content));
            }
            crew.finish();
        }
        if (control.isEmpty()) {
            throw new RefusedException("there is no " + ControlFile.PATH + " in " + archives.get("base"));
        }
        return control.get(0);
    }

    private Optional<byte[]> unpack(String name, Path archive, Optional<Path> target, CheckedCopy content)
            throws IOException {
        String prefix = name.equals("base") ? "" : "pg_tblspc/" + name + "/";
        byte[] control = null;
        try (TarArchiveInputStream tar = TarFile.open(new Counted(open(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String path = TarFile.path(entry);
                if (path.equals(ControlFile.PATH) && prefix.isEmpty()) {
                    control = tar.readAllBytes();
                } else if (!path.isEmpty() && !EXCLUDED.contains(path)) {
                    if (target.isPresent()) {
                        place(entry, path, prefix, target.get(), tar, content);
                    } else if (entry.isFile() && !entry.isSymbolicLink()) {
                        content.copy(prefix + path, tar, OutputStream.nullOutputStream());
                    }
                }
            }
        } catch (IOException e) {
            throw new IOException("unpacking " + archive + ": " + StorageException.reason(e), e);
        }
        return Optional.ofNullable(control);
    }

    private InputStream open(Path archive) throws IOException {
        return archive.toString().endsWith(".gpg")
                ? new GpgEncryption(server).decrypt(archive)
                : Files.newInputStream(archive);
    }

    private void place(
            TarArchiveEntry entry,
            String path,
            String prefix,
            Path root,
            TarArchiveInputStream tar,
            CheckedCopy content)
            throws IOException {
        Path target = root.resolve(PathText.path(path)).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the path '" + path + "' leads out of the directory");
        }
        if (entry.isDirectory()) {
            Set<PosixFilePermission> permissions = permissions(entry.getMode());
            permissions.addAll(PosixFilePermissions.fromString("rwx------"));
            disk.makeDirectory(target, permissions);
        } else if (entry.isSymbolicLink()) {
            if (!path.startsWith("pg_tblspc/")) { // those are made anew, to where the tablespaces are now
                removeLink(target);
                disk.symbolicLink(target, TarFile.linked(entry));
            }
        } else if (entry.isFile()) {
            removeLink(target);
            try (DiskFile file = disk.create(target)) {
                content.copy(prefix + path, tar, new DiskStream(file));
            }
            disk.setPermissions(target, permissions(entry.getMode()));
            disk.setModified(target, FileTime.from(entry.getLastModifiedDate().toInstant()));
        }
    }

    /** A link of an attempt that did not come to its end. */
    private void removeLink(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(target);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < PERMISSIONS.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                permissions.add(PERMISSIONS[i]);
            }
        }
        return permissions;
    }

    /** Tells how much of an archive has been read. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream source) {
            super(source);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            progress.advance(Math.max(0, read));
            return read;
        }
    }
}
