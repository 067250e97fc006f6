/** Independent checks of servers and what they come to. */
package org.barman4j.check;
