/// Health checks: servers are asked, again and again, whether they are well.
@NullMarked
package io.sallyport.proxy.health;

import org.jspecify.annotations.NullMarked;
