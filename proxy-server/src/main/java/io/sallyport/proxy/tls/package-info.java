/// The TLS engine in the pipeline: one handler until the handshake is done, another for the data
/// afterwards.
@NullMarked
package io.sallyport.proxy.tls;

import org.jspecify.annotations.NullMarked;
