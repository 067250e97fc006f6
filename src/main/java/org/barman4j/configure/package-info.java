/** Changes the configuration on behalf of the user: models laid over servers, options set in files. */
package org.barman4j.configure;
