package org.barman4j.output;

import java.time.OffsetDateTime;
import java.util.Map;
import org.barman4j.catalog.BackupInfo;
import org.barman4j.text.PythonTime;

/** A backup that has just been taken. In text, what there is to say of it has been said. */
public final class BackupView implements View<BackupInfo> {
    public static final BackupView INSTANCE = new BackupView();

    private BackupView() {}

    @Override
    public void console(BackupInfo backup, Console console) {
        // the notices were about nothing else
    }

    @Override
    public void json(BackupInfo backup, JsonDocument document) {
        for (Map.Entry<String, Object> field : backup.values().entrySet()) {
            Object value = field.getValue();
            document.put(field.getKey(), value instanceof OffsetDateTime time ? PythonTime.ctime(time) : value);
        }
    }
}
