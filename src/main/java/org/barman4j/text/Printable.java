package org.barman4j.text;

/** Text that somebody else chose, on its way to a terminal or a log. */
public final class Printable {
    private Printable() {}

    /** The text in one line that no terminal obeys: control characters as Python would show them. */
    public static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(each -> {
            if (Character.isISOControl(each)) {
                shown.append("\\x%02x".formatted(each));
            } else {
                shown.appendCodePoint(each);
            }
        });
        return shown.toString();
    }
}
