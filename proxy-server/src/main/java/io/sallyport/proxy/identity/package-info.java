/// What servers are told about who a client is: the texts for header fields, made of its certificate, and the names that
/// nobody else may send. Knows nothing of requests.
@NullMarked
package io.sallyport.proxy.identity;

import org.jspecify.annotations.NullMarked;
