package org.barman4j.postgres;

/** One host or address can't be connected to; another one may. The message is a part of that of the whole. */
final class ConnectionFailure extends RuntimeException {
    ConnectionFailure(String message) {
        super(message);
    }
}
