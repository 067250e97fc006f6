package org.barman4j.page;

/** Knows more of a page whose checksum is wrong than the page itself tells. */
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

    /** Says it of a page, given by its file below the data directory and its number in that file. */
    Verdict ask(String file, int block);
}
