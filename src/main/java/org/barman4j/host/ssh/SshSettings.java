package org.barman4j.host.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that command line and configuration files say about one host, the strongest first, and the doubts that came
 * up while they were read.
 *
 * @param mentionsHostKeys whether the policy for host keys stands anywhere it may count, doubtful places included
 */
record SshSettings(List<SshDirective> directives, List<String> doubts, boolean mentionsHostKeys) {
    SshSettings {
        directives = List.copyOf(directives);
        doubts = List.copyOf(doubts);
    }

    /** The directive that counts for a keyword: the first. */
    Optional<SshDirective> first(String keyword) {
        for (SshDirective directive : directives) {
            if (directive.keyword().equals(keyword)) {
                return Optional.of(directive);
            }
        }
        return Optional.empty();
    }

    /** The value that counts for a keyword, in the words of the user. */
    Optional<String> value(String keyword) {
        return first(keyword).map(SshDirective::value);
    }

    /** The values of a keyword that may be given several times. */
    List<String> values(String keyword) {
        List<String> values = new ArrayList<>();
        for (SshDirective directive : directives) {
            if (directive.keyword().equals(keyword) && !values.contains(directive.value())) {
                values.add(directive.value());
            }
        }
        return values;
    }

    boolean isOn(String keyword) {
        return value(keyword)
                .filter(value -> value.equalsIgnoreCase("yes") || value.equalsIgnoreCase("true"))
                .isPresent();
    }
}
