package org.barman4j.sync;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.catalog.BackupJson;
import org.barman4j.catalog.DamagedFileException;
import org.barman4j.text.JsonInput;
import org.barman4j.wal.WalInfo;
import org.barman4j.xlog.WalFileName;

/**
 * What a primary node has told: the file {@code primary.info}.
 *
 * @param last where its catalogue of WAL files ends; {@link SyncPosition#NONE} if it has none
 * @param hasWals whether it told of WAL files
 * @param backups its complete backups, by id
 */
public record PrimaryInfo(
        SyncPosition last, boolean hasWals, NavigableMap<String, BackupInfo> backups, Map<String, String> settings) {

    /**
     * Reads the file.
     *
     * @param wals takes the WAL files in their order
     * @throws DamagedFileException if it is not what a primary node tells
     */
    static PrimaryInfo read(Path file, Consumer<WalInfo> wals) throws IOException, DamagedFileException {
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                JsonReader reader = new JsonReader(text)) {
            reader.setStrictness(Strictness.STRICT);
            Parts parts = new Parts(file);
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (name.equals("wals")) {
                    parts.wals(reader, wals);
                } else {
                    parts.take(name, JsonInput.value(reader));
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw parts.senseless("there is more behind it");
            }
            return parts.together();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new DamagedFileException(file, "it is not JSON: " + e.getMessage());
        } catch (MalformedJsonException | EOFException e) {
            throw new DamagedFileException(file, "it is not JSON: " + e.getMessage());
        }
    }

    /** A setting of the primary node, if it has a value. */
    Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** A directory of the primary node. */
    String directory(String name) {
        return settings.get(name);
    }

    private static final class Parts {
        private final Path file;
        private final NavigableMap<String, BackupInfo> backups = new TreeMap<>();
        private final Map<String, String> settings = new HashMap<>();
        private String lastName = "";
        private String lastPosition = "";
        private boolean hasWals;

        Parts(Path file) {
            this.file = file;
        }

        DamagedFileException senseless(String reason) {
            return new DamagedFileException(file, reason);
        }

        void take(String name, Object value) throws DamagedFileException {
            switch (name) {
                case "last_name" -> lastName = String.valueOf(value);
                case "last_position" -> lastPosition = String.valueOf(value);
                case "backups" -> {
                    for (Map.Entry<?, ?> backup : members(name, value).entrySet()) {
                        String id = backup.getKey().toString();
                        backups.put(id, BackupJson.parse(id, members(id, backup.getValue()), file));
                    }
                }
                case "config" ->
                    members(name, value).forEach((key, setting) -> {
                        if (setting instanceof String text) {
                            settings.put(key.toString(), text);
                        }
                    });
                default -> {
                    // the version, and what later ones may tell
                }
            }
        }

        private Map<?, ?> members(String name, Object value) throws DamagedFileException {
            if (value instanceof Map<?, ?> members) {
                return members;
            }
            throw senseless(name + " is not an object");
        }

        void wals(JsonReader reader, Consumer<WalInfo> wals) throws IOException, DamagedFileException {
            reader.beginArray();
            while (reader.hasNext()) {
                Map<?, ?> members = members("an item of wals", JsonInput.value(reader));
                String name = String.valueOf(members.get("name"));
                if (WalFileName.parse(name).isEmpty()
                        || !(members.get("size") instanceof Long size)
                        || !(members.get("time") instanceof Number time)) {
                    throw senseless("an item of wals makes no sense");
                }
                hasWals = true;
                wals.accept(new WalInfo(
                        name, size, time.doubleValue(), text(members, "compression"), text(members, "encryption")));
            }
            reader.endArray();
        }

        private static String text(Map<?, ?> members, String name) {
            return members.get(name) instanceof String text ? text : "";
        }

        PrimaryInfo together() throws DamagedFileException {
            for (String needed : new String[] {"name", "basebackups_directory", "wals_directory"}) {
                if (!settings.containsKey(needed)) {
                    throw senseless("it does not tell " + needed);
                }
            }
            return new PrimaryInfo(SyncPosition.parse(lastName + "\t" + lastPosition), hasWals, backups, settings);
        }
    }
}
