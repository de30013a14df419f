/// A small HTTP/1.1 server for pages of our own: the admin address and the built-in page. What clients
/// of the proxy send never comes here unless the page is their backend.
@NullMarked
package io.sallyport.proxy.endpoint;

import org.jspecify.annotations.NullMarked;
