package org.barman4j.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.barman4j.inspect.Diagnosis;
import org.barman4j.text.JsonText;

/** Everything as JSON with indentation, whatever the format; in JSON that is one long text among the notices. */
public final class DiagnosisView implements View<Diagnosis> {
    public static final DiagnosisView INSTANCE = new DiagnosisView();

    private DiagnosisView() {}

    @Override
    public void console(Diagnosis diagnosis, Console console) {
        console.line(text(diagnosis));
    }

    @Override
    public void json(Diagnosis diagnosis, JsonDocument document) {
        document.append("_INFO", text(diagnosis));
    }

    private static String text(Diagnosis diagnosis) {
        StringBuilder text = new StringBuilder();
        try {
            JsonText.writeIndented(diagnosis.members(), text, 4, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
