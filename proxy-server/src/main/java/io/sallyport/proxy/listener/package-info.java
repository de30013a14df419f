/// The listening sockets: who is let in, what is made of a connection, how all of it ends.
@NullMarked
package io.sallyport.proxy.listener;

import org.jspecify.annotations.NullMarked;
