/** Keeping a passive node the same as its primary node: what the one tells, and what the other makes of it. */
package org.barman4j.sync;
