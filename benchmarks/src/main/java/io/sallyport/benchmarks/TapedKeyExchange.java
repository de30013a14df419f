package io.sallyport.benchmarks;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.crypto.Encapsulation;
import io.sallyport.tls.crypto.KeyExchange;

/// A key exchange whose use is recorded.
record TapedKeyExchange(CryptographyTape tape, KeyExchange exchange) implements KeyExchange {

    @Override
    public NamedGroup group() {
        return exchange.group();
    }

    @Override
    public Encapsulation encapsulate(byte[] clientShare) throws TlsException {
        byte[] copy = clientShare.clone();
        tape.add(() -> exchange.encapsulate(copy));
        return exchange.encapsulate(clientShare);
    }
}
