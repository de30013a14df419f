/// What tests of the running proxy share.
@NullMarked
package io.sallyport.proxy.testing;

import org.jspecify.annotations.NullMarked;
