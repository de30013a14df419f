/// HTTP/1.1: requests read so strictly that no server behind the proxy can understand one otherwise, and forwarded one
/// by one.
@NullMarked
package io.sallyport.proxy.http;

import org.jspecify.annotations.NullMarked;
