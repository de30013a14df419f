/// Client certificates: whom they name, whether they are good, and if not, why. Knows neither files nor the network.
@NullMarked
package io.sallyport.proxy.clientauth;

import org.jspecify.annotations.NullMarked;
