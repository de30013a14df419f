package io.sallyport.tls.message;

import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.event.ClientHelloInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A ClientHello (RFC 9846, section 4.2.2), its syntax checked; what it means is for negotiation.
public final class ClientHello {
    /// Bytes of the random value.
    public static final int RANDOM_LENGTH = 32;

    private final HandshakeMessage message;
    private final int legacyVersion;
    private final byte[] random;
    private final byte[] sessionId;
    private final CodePoints cipherSuites;
    private final CodePoints compressionMethods;
    private final ClientExtensions extensions;
    private final ClientHelloInfo info;

    private ClientHello(HandshakeMessage message, WireReader body) throws TlsException {
        this.message = message;
        this.legacyVersion = body.uint16();
        this.random = body.opaque(RANDOM_LENGTH);
        this.sessionId = body.vector8(0, 32).rest();
        this.cipherSuites = body.vector16(2, 0xfffe).codePoints16();
        this.compressionMethods = body.vector8(1, 255).codePoints8();
        this.extensions = ClientExtensions.read(body, message);
        body.finish();
        this.info = describe();
    }

    /// @throws TlsException if the syntax is wrong or an extension's own rules are broken
    public static ClientHello read(HandshakeMessage message) throws TlsException {
        return new ClientHello(message, message.body());
    }

    public HandshakeMessage message() {
        return message;
    }

    public int legacyVersion() {
        return legacyVersion;
    }

    /// 32 bytes. Not a copy.
    public byte[] random() {
        return random;
    }

    /// At most 32 bytes, to be echoed (RFC 9846, section 4.2.3). Not a copy.
    public byte[] sessionId() {
        return sessionId;
    }

    public CodePoints cipherSuites() {
        return cipherSuites;
    }

    /// Whether null is among the compression methods, as TLS 1.2 demands (RFC 5246, section 7.4.1.2).
    public boolean takesNoCompression() {
        return compressionMethods.contains(0);
    }

    /// Whether null is the only compression method, as TLS 1.3 demands.
    public boolean offersNoCompression() {
        return compressionMethods.size() == 1 && compressionMethods.at(0) == 0;
    }

    public ClientExtensions extensions() {
        return extensions;
    }

    /// Whether this is `first` again but for what may change after HelloRetryRequest (RFC 9846, section
    /// 4.2.2).
    public boolean repeats(ClientHello first) {
        return legacyVersion == first.legacyVersion
                && Arrays.equals(random, 0, RANDOM_LENGTH, first.random, 0, RANDOM_LENGTH)
                && Arrays.equals(
                        sessionId, 0, sessionId.length, first.sessionId, 0, first.sessionId.length)
                && cipherSuites.equals(first.cipherSuites)
                && compressionMethods.equals(first.compressionMethods)
                && extensions.sameAfterRetry(first.extensions);
    }

    /// What may be told about it.
    public ClientHelloInfo info() {
        return info;
    }

    private ClientHelloInfo describe() {
        List<KeyShareEntry> shares = Objects.requireNonNullElse(extensions.keyShares(), List.of());
        return new ClientHelloInfo(
                legacyVersion,
                orNone(extensions.supportedVersions()),
                cipherSuites,
                orNone(extensions.supportedGroups()),
                CodePoints.of(shares.stream().mapToInt(KeyShareEntry::group).toArray()),
                orNone(extensions.signatureAlgorithms()),
                extensions.types(),
                Objects.requireNonNullElse(extensions.applicationProtocols(), List.of()),
                extensions.serverName(),
                message.bytes().length);
    }

    private static CodePoints orNone(@Nullable CodePoints values) {
        return values == null ? CodePoints.NONE : values;
    }
}
