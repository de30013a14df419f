/// What the engine costs, measured by JMH: full handshakes, and records, each beside the bare
/// cryptography in it.
@NullMarked
package io.sallyport.benchmarks;

import org.jspecify.annotations.NullMarked;
