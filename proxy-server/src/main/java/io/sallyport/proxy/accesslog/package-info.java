/// What is logged, and how: a line for each connection and for each failed handshake, as text for
/// people or as JSON for machines, never faster than anybody can read and never in the way of the
/// event loops.
@NullMarked
package io.sallyport.proxy.accesslog;

import org.jspecify.annotations.NullMarked;
