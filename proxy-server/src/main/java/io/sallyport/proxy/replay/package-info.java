/// Who remembers which early data was taken.
@NullMarked
package io.sallyport.proxy.replay;

import org.jspecify.annotations.NullMarked;
