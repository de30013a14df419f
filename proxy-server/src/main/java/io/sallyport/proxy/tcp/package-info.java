/// Raw forwarding: bytes from a client to a server and back, with back-pressure and half-close.
@NullMarked
package io.sallyport.proxy.tcp;

import org.jspecify.annotations.NullMarked;
