package io.sallyport.tls.message;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;

/// ClientKeyExchange in its three forms (RFC 5246, section 7.4.7; RFC 8422, section 5.7).
public final class ClientKeyExchange {

    private ClientKeyExchange() {}

    /// The client's point on a curve.
    public static byte[] readPoint(HandshakeMessage message) throws TlsException {
        WireReader body = message.body();
        byte[] point = body.vector8(1, 0xff).rest();
        body.finish();
        return point;
    }

    /// The client's public value in a finite field, of any length.
    public static byte[] readPublicValue(HandshakeMessage message) throws TlsException {
        return readVector16(message, 1);
    }

    /// A pre-master secret encrypted to our key, of any length.
    public static byte[] readEncryptedPreMasterSecret(HandshakeMessage message)
            throws TlsException {
        return readVector16(message, 0);
    }

    private static byte[] readVector16(HandshakeMessage message, int least) throws TlsException {
        WireReader body = message.body();
        byte[] value = body.vector16(least, 0xffff).rest();
        body.finish();
        return value;
    }
}
