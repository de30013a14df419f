/// What happened on a connection, in terms that metrics, logs and people share: reports made once per
/// handshake and once per connection, reasons from a closed list, and explanations in words.
@NullMarked
package io.sallyport.proxy.insight;

import org.jspecify.annotations.NullMarked;
