package org.barman4j.catalog;

/** A tablespace and where it lived when the backup was taken. */
public record Tablespace(String name, long oid, String location) {}
