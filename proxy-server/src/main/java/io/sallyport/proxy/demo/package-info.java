/// What runs when nobody configured anything: a certificate for this machine, and a page that shows its
/// visitors their own handshake.
@NullMarked
package io.sallyport.proxy.demo;

import org.jspecify.annotations.NullMarked;
