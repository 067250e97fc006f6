package org.barman4j.config;

/** A value that its option does not take. The message says why, without naming the option. */
final class InvalidValueException extends Exception {
    InvalidValueException(String message) {
        super(message);
    }
}
