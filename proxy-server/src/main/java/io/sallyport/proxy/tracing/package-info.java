/// Spans of requests and handshakes, and their way to a collector: all that the program knows of OpenTelemetry.
@NullMarked
package io.sallyport.proxy.tracing;

import org.jspecify.annotations.NullMarked;
