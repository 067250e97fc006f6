package org.barman4j.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a restored server does when it is at its recovery target. */
enum TargetAction {
    /** It waits for someone to look at it. */
    PAUSE,
    /** It stops. */
    SHUTDOWN,
    /** It begins to take writes. */
    PROMOTE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads an action exactly as it is written, refusing others in Barman's words. */
    static final class Converter implements ITypeConverter<TargetAction> {
        @Override
        public TargetAction convert(String text) {
            for (TargetAction action : values()) {
                if (action.toString().equals(text)) {
                    return action;
                }
            }
            throw new TypeConversionException("'" + text + "' is not a valid recovery target action");
        }
    }
}
