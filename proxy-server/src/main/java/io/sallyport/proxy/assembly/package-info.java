/// From the configuration to the running parts: the only package that knows everything.
@NullMarked
package io.sallyport.proxy.assembly;

import org.jspecify.annotations.NullMarked;
