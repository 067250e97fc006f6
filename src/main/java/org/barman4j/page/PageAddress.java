package org.barman4j.page;

/**
 * Which page of a cluster.
 *
 * @param file the path of the file below the data directory
 * @param block the number of the page in that file
 */
public record PageAddress(String file, int block) implements Comparable<PageAddress> {
    @Override
    public int compareTo(PageAddress other) {
        int order = file.compareTo(other.file);
        return order == 0 ? Integer.compare(block, other.block) : order;
    }
}
