package org.barman4j.io;

class LocalDiskTest extends DiskContract {
    @Override
    Disk disk() {
        return new LocalDisk();
    }
}
