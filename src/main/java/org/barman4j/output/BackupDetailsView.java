package org.barman4j.output;

import org.barman4j.inspect.BackupDetails;

/** Everything about one backup. The two formats differ too much to share a class. */
public final class BackupDetailsView implements View<BackupDetails> {
    public static final BackupDetailsView INSTANCE = new BackupDetailsView();

    private BackupDetailsView() {}

    @Override
    public void console(BackupDetails details, Console console) {
        new BackupDetailsPage(details, console).print();
    }

    @Override
    public void json(BackupDetails details, JsonDocument document) {
        new BackupDetailsMembers(details).addTo(document.object(details.backup().serverName()));
    }
}
