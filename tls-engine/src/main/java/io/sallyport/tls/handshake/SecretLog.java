package io.sallyport.tls.handshake;

import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.event.KeyLog;
import org.jspecify.annotations.Nullable;

/// Hands one connection's secrets to the configured key log, if there is one (RFC 9850).
public final class SecretLog {
    private final @Nullable KeyLog keyLog;
    private final byte[] clientRandom;

    /// @param clientRandom of the first ClientHello: the connection's name in the log
    public SecretLog(@Nullable KeyLog keyLog, byte[] clientRandom) {
        this.keyLog = keyLog;
        this.clientRandom = clientRandom;
    }

    public void log(String label, Secret secret) {
        if (keyLog != null) {
            keyLog.log(label, clientRandom, secret.bytes());
        }
    }
}
