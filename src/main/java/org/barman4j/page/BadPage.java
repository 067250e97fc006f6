package org.barman4j.page;

/**
 * A page whose checksum is wrong.
 *
 * @param file the path of the file below the data directory
 * @param block the number of the page in that file
 * @param onServer whether PostgreSQL has it like that, or nobody could tell; if not, it went bad on the way here
 */
public record BadPage(String file, int block, boolean onServer) implements Comparable<BadPage> {
    /** Which page it is. */
    PageAddress address() {
        return new PageAddress(file, block);
    }

    @Override
    public int compareTo(BadPage other) {
        return address().compareTo(other.address());
    }
}
