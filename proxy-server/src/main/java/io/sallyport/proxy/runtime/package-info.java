/// What the proxy is to do just now: the immutable snapshot that connections are served by, and its
/// holder.
@NullMarked
package io.sallyport.proxy.runtime;

import org.jspecify.annotations.NullMarked;
