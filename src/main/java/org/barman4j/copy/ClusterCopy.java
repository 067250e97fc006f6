package org.barman4j.copy;

import java.util.List;

/** A way to bring the files of a cluster here. */
public interface ClusterCopy {
    /**
     * Copies all items.
     *
     * @throws CopyFailedException if that is not possible
     * @throws InterruptedException if this thread was told to give up
     */
    CopyStatistics copy(List<CopyItem> items) throws InterruptedException;
}
