/// Certificates and keys from files to what the engine signs by, secrets to what it seals tickets by, with
/// every flaw of theirs told where the configuration names them.
@NullMarked
package io.sallyport.proxy.credential;

import org.jspecify.annotations.NullMarked;
