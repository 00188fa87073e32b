/**
 * One connection to one host, and one script run there. The only package that knows jsch. It knows an {@link
 * org.aafleet.transport.Endpoint}, not the inventory: how a host is reached, not what it is.
 */
@NullMarked
package org.aafleet.transport;

import org.jspecify.annotations.NullMarked;
