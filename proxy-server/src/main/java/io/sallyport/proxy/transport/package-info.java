/// How the proxy talks to the kernel: event loops and the channels that belong to them.
@NullMarked
package io.sallyport.proxy.transport;

import org.jspecify.annotations.NullMarked;
