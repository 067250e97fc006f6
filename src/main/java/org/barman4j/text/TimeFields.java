package org.barman4j.text;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.YearMonth;

/** The parts of a date and time as they are found. Each may be set once; none is checked before all are there. */
final class TimeFields {
    private static final int UNSET = -1;
    private static final int NANOS_PER_MICRO = 1_000;

    private int year = UNSET;
    private int month = UNSET;
    private int day = UNSET;
    private int hour = UNSET;
    private int minute;
    private int second;
    private int micros;

    boolean hasDate() {
        return year != UNSET && month != UNSET && day != UNSET;
    }

    boolean hasHour() {
        return hour != UNSET;
    }

    /** The setters answer whether the field was still free. */
    boolean setYear(int value) {
        boolean free = year == UNSET;
        year = value;
        return free;
    }

    boolean setMonth(int value) {
        boolean free = month == UNSET;
        month = value;
        return free;
    }

    boolean setDay(int value) {
        boolean free = day == UNSET;
        day = value;
        return free;
    }

    /** A number of one or two digits: the month if only the year is known, otherwise the day. */
    boolean setMonthOrDay(int value) {
        boolean isMonth = year != UNSET && month == UNSET && day == UNSET;
        return isMonth ? setMonth(value) : setDay(value);
    }

    boolean setHour(int value) {
        boolean free = hour == UNSET;
        hour = value;
        return free;
    }

    void setMinute(int value) {
        minute = value;
    }

    void setSecond(int value) {
        second = value;
    }

    void setMicros(int value) {
        micros = value;
    }

    /** Turns the hour of a twelve-hour clock into one of the day, if it can be one. */
    boolean setHalfOfDay(boolean afternoon) {
        boolean possible = hour >= 0 && hour <= 12;
        hour = hour % 12 + (afternoon ? 12 : 0);
        return possible;
    }

    /**
     * The time that the fields make, at midnight if there is no hour.
     *
     * @throws DateTimeException in dateutil's words, which Barman passes on
     */
    LocalDateTime toTime(String text) {
        require(hasDate(), "String does not contain a date", text);
        require(year >= 1, "year 0 is out of range", text);
        require(month >= 1 && month <= 12, "month must be in 1..12", text);
        require(day >= 1 && day <= YearMonth.of(year, month).lengthOfMonth(), "day is out of range for month", text);
        require(hour <= 23, "hour must be in 0..23", text);
        require(minute <= 59, "minute must be in 0..59", text);
        require(second <= 59, "second must be in 0..59", text);
        return LocalDateTime.of(year, month, day, Math.max(hour, 0), minute, second, micros * NANOS_PER_MICRO);
    }

    private static void require(boolean valid, String problem, String text) {
        if (!valid) {
            throw new DateTimeException(problem + ": " + text);
        }
    }
}
