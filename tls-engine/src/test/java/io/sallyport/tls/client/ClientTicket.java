package io.sallyport.tls.client;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.crypto.Secret;
import io.sallyport.tls.keys.ResumptionSecret;
import io.sallyport.tls.message.HandshakeMessage;
import java.util.Map;

/// A ticket as a client keeps it (RFC 9846, section 4.7.1).
///
public final class ClientTicket {
    private final byte[] ticket;
    private final Secret preSharedKey;
    private final CipherSuite suite;
    private final long lifetime;
    private final int ageAdd;
    private final long maximumEarlyData;

    private ClientTicket(
            byte[] ticket,
            Secret preSharedKey,
            CipherSuite suite,
            long lifetime,
            int ageAdd,
            long maximumEarlyData) {
        this.ticket = ticket;
        this.preSharedKey = preSharedKey;
        this.suite = suite;
        this.lifetime = lifetime;
        this.ageAdd = ageAdd;
        this.maximumEarlyData = maximumEarlyData;
    }

    public byte[] ticket() {
        return ticket;
    }

    public Secret preSharedKey() {
        return preSharedKey;
    }

    /// Of the connection that it is from.
    public CipherSuite suite() {
        return suite;
    }

    /// Seconds.
    public long lifetime() {
        return lifetime;
    }

    /// What the client says of its age.
    ///
    /// @param millis the age in truth
    int obfuscatedAge(long millis) {
        return (int) millis + ageAdd;
    }

    /// Bytes of early data that it allows; 0 if it does not.
    public long maximumEarlyData() {
        return maximumEarlyData;
    }

    static ClientTicket read(HandshakeMessage message, CipherSuite suite, ResumptionSecret secret)
            throws TlsException {
        WireReader body = message.body();
        long lifetime = body.uint32();
        int ageAdd = (int) body.uint32();
        byte[] nonce = body.vector8(0, 0xff).rest();
        byte[] ticket = body.vector16(1, 0xffff).rest();
        Map<Integer, byte[]> extensions = ServerReply.extensions(body.vector16(0, 0xfffe));
        body.finish();
        long early = 0;
        for (Map.Entry<Integer, byte[]> extension : extensions.entrySet()) {
            if (extension.getKey() != ExtensionType.EARLY_DATA.code()) {
                throw new AssertionError("a ticket with extension " + extension.getKey());
            }
            WireReader data = WireReader.of(extension.getValue());
            early = data.uint32();
            data.finish();
        }
        return new ClientTicket(ticket, secret.preSharedKey(nonce), suite, lifetime, ageAdd, early);
    }

    /// The same with other bytes for a ticket.
    public ClientTicket withTicket(byte[] other) {
        return new ClientTicket(other, preSharedKey, suite, lifetime, ageAdd, maximumEarlyData);
    }

    /// The same as if it were from a connection under another suite.
    public ClientTicket withSuite(CipherSuite other) {
        return new ClientTicket(ticket, preSharedKey, other, lifetime, ageAdd, maximumEarlyData);
    }

    /// The same with another key, which is the wrong one.
    public ClientTicket withKey(byte[] other) {
        return new ClientTicket(
                ticket, Secret.owning(other), suite, lifetime, ageAdd, maximumEarlyData);
    }
}
