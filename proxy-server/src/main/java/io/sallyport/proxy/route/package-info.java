/// Which requests are whose: what their hosts, paths and fields have to be, and what is put in the place of a path. Pure:
/// knows neither connections nor backends.
@NullMarked
package io.sallyport.proxy.route;

import org.jspecify.annotations.NullMarked;
