/// All that the program knows of Micrometer and Prometheus: the meters, each documented in
/// [io.sallyport.proxy.metrics.ProxyMeter], and what feeds them.
@NullMarked
package io.sallyport.proxy.metrics;

import org.jspecify.annotations.NullMarked;
