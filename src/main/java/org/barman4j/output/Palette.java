package org.barman4j.output;

/** The colours of a terminal, or none. */
public final class Palette {
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";

    private final boolean enabled;

    public Palette(boolean enabled) {
        this.enabled = enabled;
    }

    public String red(String text) {
        return colored(text, RED);
    }

    public String green(String text) {
        return colored(text, GREEN);
    }

    public String yellow(String text) {
        return colored(text, YELLOW);
    }

    private String colored(String text, String color) {
        return enabled ? "\u001b[" + color + "m" + text + "\u001b[0m" : text;
    }
}
