package org.barman4j.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barman4j.text.JsonInput;

/** What a program, or one run of it inside the test, answered. */
public record Answer(int status, String out, String err) {
    /** The same, unless the program failed. */
    public Answer mustSucceed() {
        if (status != 0) {
            throw new AssertionError(this);
        }
        return this;
    }

    /** The errors among what was printed to standard error, without their prefix, or those in a JSON answer. */
    public List<String> errors() {
        List<String> errors = complaints("ERROR: ");
        boolean json = out.startsWith("{");
        if (json
                && JsonInput.parse(out) instanceof Map<?, ?> members
                && members.get("_ERROR") instanceof List<?> told) {
            told.forEach(error -> errors.add(error.toString()));
        }
        return errors;
    }

    /** The warnings among what was printed to standard error, without their prefix. */
    public List<String> warnings() {
        return complaints("WARNING: ");
    }

    /** Every line that only a Java programmer understands. */
    public List<String> traces() {
        return (out + "\n" + err)
                .lines()
                .filter(line -> line.startsWith("\tat ")
                        || line.startsWith("Caused by: ")
                        || line.startsWith("Exception ")
                        || line.contains("unexpected failure"))
                .toList();
    }

    private List<String> complaints(String prefix) {
        List<String> complaints = new ArrayList<>();
        for (String line : err.split("\n", -1)) {
            if (line.startsWith(prefix)) {
                complaints.add(line.substring(prefix.length()));
            }
        }
        return complaints;
    }

    @Override
    public String toString() {
        return "exit code " + status + "\n--- standard output\n" + out + "--- standard error\n" + err + "---";
    }
}
