/// Pools of servers: which one is next, which ones cannot be reached.
@NullMarked
package io.sallyport.proxy.backend;

import org.jspecify.annotations.NullMarked;
