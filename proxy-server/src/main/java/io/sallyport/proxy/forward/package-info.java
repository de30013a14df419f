/// What forwarding needs whatever the protocol: a client's connection from admission to its last report,
/// the way to a server, the rules for ending streams.
@NullMarked
package io.sallyport.proxy.forward;

import org.jspecify.annotations.NullMarked;
