package io.sallyport.proxy.replay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How Redis is reached.
///
/// @param password null if it asks for none
/// @param timeout how long a handshake waits for an answer
public record RedisAccess(String host, int port, @Nullable String password, Duration timeout) {

    /// `host:port`, for people.
    public String server() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /// Without the password.
    @Override
    public String toString() {
        return server();
    }
}
