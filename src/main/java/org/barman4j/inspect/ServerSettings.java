package org.barman4j.inspect;

import java.util.SortedMap;

/**
 * What is known of a server.
 *
 * @param remark what is out of the ordinary about it; empty for nothing
 * @param values by name; a value may be null
 */
public record ServerSettings(String name, String remark, SortedMap<String, Object> values) {}
