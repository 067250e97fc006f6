package org.barman4j.cli;

import picocli.CommandLine.ITypeConverter;

/** Reads the timeline to recover along: a number, {@code current} or {@code latest}. */
final class TimelineTarget implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        boolean isWord = text.equals("current") || text.equals("latest");
        return isWord ? text : new Count.Positive().convert(text).toString();
    }
}
