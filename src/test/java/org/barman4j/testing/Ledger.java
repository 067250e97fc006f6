package org.barman4j.testing;

/** The table that tests write to and restore. */
public final class Ledger {
    /** What all of its entries come to, so that two ledgers can be compared. */
    public static final String SUM = "select count(*) || ' ' || coalesce(sum(entry), 0) || ' '"
            + " || coalesce(md5(string_agg(entry || text, ',' order by entry)), '') from ledger";

    private Ledger() {}
}
