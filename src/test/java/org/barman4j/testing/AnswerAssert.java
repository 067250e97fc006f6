package org.barman4j.testing;

import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Says in a test's words what an answer should be. */
public final class AnswerAssert extends AbstractAssert<AnswerAssert, Answer> {
    private AnswerAssert(Answer answer) {
        super(answer, AnswerAssert.class);
    }

    public static AnswerAssert assertThat(Answer answer) {
        return new AnswerAssert(answer);
    }

    /** Exit code 0 and not a single error. */
    public AnswerAssert succeeds() {
        return isClear().hasStatus(0).complainsOf(List.of(), actual.errors());
    }

    /** Exit code 1 and exactly these errors, each in one line, whatever was printed besides. */
    public AnswerAssert isRefusedWith(String... errors) {
        return isClear().hasStatus(1).complainsOf(List.of(errors), actual.errors());
    }

    /** Exactly these warnings, in this order. */
    public AnswerAssert warnsOf(String... warnings) {
        return complainsOf(List.of(warnings), actual.warnings());
    }

    /** Either success, or exit code 1 and a single error that names what is wrong. */
    public AnswerAssert succeedsOrIsRefusedNaming(String name) {
        if (actual.status() == 0) {
            return succeeds();
        }
        isClear().hasStatus(1);
        if (actual.errors().size() != 1 || !actual.errors().get(0).contains(name)) {
            failWithMessage("Expected one error about %s from%n%s", name, actual);
        }
        return this;
    }

    /** No stack trace, and nothing else of the kind. */
    public AnswerAssert isClear() {
        isNotNull();
        if (!actual.traces().isEmpty()) {
            failWithMessage("Expected words for people from%n%s", actual);
        }
        return this;
    }

    public AnswerAssert hasStatus(int status) {
        if (actual.status() != status) {
            failWithMessage("Expected exit code %s from%n%s", status, actual);
        }
        return this;
    }

    /** Exactly this on standard output. */
    public AnswerAssert prints(String out) {
        if (!actual.out().equals(out)) {
            failWithMessage("Expected on standard output%n%s%nfrom%n%s", out, actual);
        }
        return this;
    }

    /** Nothing on standard error. */
    public AnswerAssert isSilent() {
        if (!actual.err().isEmpty()) {
            failWithMessage("Expected nothing on standard error from%n%s", actual);
        }
        return this;
    }

    private AnswerAssert complainsOf(List<String> expected, List<String> complaints) {
        if (!complaints.equals(expected)) {
            failWithMessage("Expected the complaints%n%s%nfrom%n%s", String.join("\n", expected), actual);
        }
        return this;
    }
}
