package org.barman4j.report;

/** Hears how far something has got that takes long. May be told by several threads. */
public interface Progress {
    /** Takes no interest. */
    Progress NONE = new Progress() {
        @Override
        public void phase(String name, long expectedBytes) {}

        @Override
        public void advance(long bytes) {}

        @Override
        public void end() {}
    };

    /**
     * Something begins.
     *
     * @param expectedBytes how much there is to do, as far as one can tell; 0 if one can't
     */
    void phase(String name, long expectedBytes);

    /** So many more bytes are done; or fewer, if some have to be done again. */
    void advance(long bytes);

    /** Hears of the bytes alone, while somebody else tells the phases. */
    default Progress withinPhase() {
        Progress all = this;
        return new Progress() {
            @Override
            public void phase(String name, long expectedBytes) {}

            @Override
            public void advance(long bytes) {
                all.advance(bytes);
            }

            @Override
            public void end() {}
        };
    }

    /** There is nothing more to hear. */
    void end();
}
