package org.barman4j.inspect;

import java.util.SortedMap;

/** All that is known of one server, as it stands in the JSON of {@code diagnose}. */
public record ServerDiagnosis(String server, SortedMap<String, Object> members) {}
