package org.barman4j.inspect;

import java.util.SortedMap;

/** All that is known of this installation and its servers, as a JSON object. */
public record Diagnosis(SortedMap<String, Object> members) {}
