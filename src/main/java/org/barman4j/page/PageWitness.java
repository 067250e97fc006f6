package org.barman4j.page;

import java.util.Collection;
import java.util.Map;

/** Knows more of pages whose checksums are wrong than the pages themselves tell. */
@FunctionalInterface
public interface PageWitness {
    /** What such a page is. */
    enum Verdict {
        /** It was written while it was copied, so that WAL has it. */
        REWRITTEN,
        /** It is bad in the backup only. */
        BAD_HERE,
        /** It is bad where PostgreSQL has it as well, or nobody can tell. */
        BAD_THERE
    }

    /** Says it of each. */
    Map<PageAddress, Verdict> ask(Collection<PageAddress> pages);
}
