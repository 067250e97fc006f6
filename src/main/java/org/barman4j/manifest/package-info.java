/**
 * PostgreSQL's {@code backup_manifest}: what files a backup has, and what they should hold.
 *
 * <p>A manifest can name a million files. It is read and written entry by entry, and files are read side by side.
 */
package org.barman4j.manifest;
