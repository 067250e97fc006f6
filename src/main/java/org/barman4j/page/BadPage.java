package org.barman4j.page;

/**
 * A page whose checksum is wrong.
 *
 * @param file the path of the file below the data directory
 * @param block the number of the page in that file
 * @param onServer whether PostgreSQL has it like that; if not, it went bad on the way here
 */
public record BadPage(String file, int block, boolean onServer) implements Comparable<BadPage> {
    @Override
    public int compareTo(BadPage other) {
        int order = file.compareTo(other.file);
        return order == 0 ? Integer.compare(block, other.block) : order;
    }
}
