/// Reading HTTP/1.1 so strictly that no server behind the proxy can understand a request otherwise.
@NullMarked
package io.sallyport.proxy.http;

import org.jspecify.annotations.NullMarked;
