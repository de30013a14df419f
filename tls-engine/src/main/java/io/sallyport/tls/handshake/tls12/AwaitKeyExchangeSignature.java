package io.sallyport.tls.handshake.tls12;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.crypto.EphemeralKey;
import io.sallyport.tls.crypto.SigningKey;
import io.sallyport.tls.handshake.AwaitSignature;
import io.sallyport.tls.handshake.HandshakeState;
import io.sallyport.tls.message.ServerKeyExchange;
import java.util.Arrays;
import java.util.Objects;

/// The private key is at work on ServerKeyExchange (RFC 5246, section 7.4.3).
public final class AwaitKeyExchangeSignature implements AwaitSignature {
    private final Tls12Context context;
    private final WireWriter flight;
    private final EphemeralKey ours;
    private final byte[] keyExchange;
    private final byte[] content;

    /// @param flight what is written of it, not yet sent
    /// @param keyExchange the parameters that are signed
    AwaitKeyExchangeSignature(
            Tls12Context context, WireWriter flight, EphemeralKey ours, byte[] keyExchange) {
        this.context = context;
        this.flight = flight;
        this.ours = ours;
        this.keyExchange = keyExchange;
        byte[] randoms = context.randoms().clientFirst();
        this.content = Arrays.copyOf(randoms, randoms.length + keyExchange.length);
        System.arraycopy(keyExchange, 0, content, randoms.length, keyExchange.length);
    }

    @Override
    public SigningKey key() {
        return context.parameters().credential().key();
    }

    @Override
    public SignatureScheme scheme() {
        return Objects.requireNonNull(context.parameters().scheme());
    }

    @Override
    public byte[] content() {
        return content;
    }

    @Override
    public HandshakeState signed(byte[] signature) {
        ServerKeyExchange.write(flight, keyExchange, scheme(), signature);
        return FullFlight.finish(context, flight, ours);
    }
}
