package org.barman4j.output;

import java.util.ArrayList;
import java.util.List;
import org.barman4j.inspect.BackupListing;

/** Nothing but the ids of a server's backups. */
public final class BackupIdsView implements View<BackupListing> {
    public static final BackupIdsView INSTANCE = new BackupIdsView();

    private BackupIdsView() {}

    @Override
    public void console(BackupListing listing, Console console) {
        for (BackupListing.Row row : listing.rows()) {
            console.line(row.backup().id().text());
        }
    }

    @Override
    public void json(BackupListing listing, JsonDocument document) {
        List<String> ids = new ArrayList<>();
        for (BackupListing.Row row : listing.rows()) {
            ids.add(row.backup().id().text());
        }
        document.put(listing.server(), ids);
    }
}
