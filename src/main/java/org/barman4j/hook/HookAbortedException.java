package org.barman4j.hook;

import org.barman4j.report.BarmanException;

/** A retry hook that runs before something asked not to do it. */
public final class HookAbortedException extends BarmanException {
    HookAbortedException(String hook, String script) {
        super("Abort '" + hook + "' retry hook script (" + script + ", exit code: " + HookScript.STOP + ")");
    }
}
