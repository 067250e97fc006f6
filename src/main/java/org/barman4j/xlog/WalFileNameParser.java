package org.barman4j.xlog;

import java.util.Optional;
import org.barman4j.xlog.WalFileName.BackupLabel;
import org.barman4j.xlog.WalFileName.History;
import org.barman4j.xlog.WalFileName.Partial;
import org.barman4j.xlog.WalFileName.Segment;

/** Tells the four kinds of names apart. */
final class WalFileNameParser {
    private static final int SEGMENT = 3 * HexDigits.FIELD;

    private WalFileNameParser() {}

    static Optional<WalFileName> parse(String text) {
        if (text.length() == HexDigits.FIELD + History.SUFFIX.length() && text.endsWith(History.SUFFIX)) {
            return history(text);
        }
        if (text.length() < SEGMENT) {
            return Optional.empty();
        }
        Optional<WalSegmentName> segment = WalSegmentName.parse(text.substring(0, SEGMENT));
        return segment.isEmpty() ? Optional.empty() : withSuffix(segment.get(), text);
    }

    private static Optional<WalFileName> history(String text) {
        return HexDigits.areAt(text, 0, HexDigits.FIELD)
                ? Optional.of(new History(HexDigits.parse(text, 0, HexDigits.FIELD), text))
                : Optional.empty();
    }

    private static Optional<WalFileName> withSuffix(WalSegmentName segment, String text) {
        String suffix = text.substring(SEGMENT);
        if (suffix.isEmpty()) {
            return Optional.of(new Segment(segment, text));
        }
        if (suffix.equals(Partial.SUFFIX)) {
            return Optional.of(new Partial(segment, text));
        }
        return isLabelSuffix(suffix)
                ? Optional.of(new BackupLabel(segment, suffix.substring(1, 1 + HexDigits.FIELD), text))
                : Optional.empty();
    }

    /** {@code .00000028.backup} */
    private static boolean isLabelSuffix(String suffix) {
        return suffix.length() == 1 + HexDigits.FIELD + BackupLabel.SUFFIX.length()
                && suffix.charAt(0) == '.'
                && HexDigits.areAt(suffix, 1, 1 + HexDigits.FIELD)
                && suffix.endsWith(BackupLabel.SUFFIX);
    }
}
