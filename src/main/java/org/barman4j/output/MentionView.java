package org.barman4j.output;

/** Nothing but the name of a server, which JSON mentions even if nothing is found out about it. */
public final class MentionView implements View<String> {
    public static final MentionView INSTANCE = new MentionView();

    private MentionView() {}

    @Override
    public void console(String server, Console console) {
        // people see it in the error
    }

    @Override
    public void json(String server, JsonDocument document) {
        document.object(server);
    }
}
