package io.sallyport.tls.client;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.CodePoint;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import io.sallyport.tls.codepoint.NamedGroup;
import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.codepoint.SignatureScheme;
import io.sallyport.tls.message.HandshakeMessage;
import io.sallyport.tls.testing.DhKey;
import io.sallyport.tls.testing.TestPki;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// A ClientHello in the making: well-formed to begin with, every part replaceable by any other.
public final class Hello {
    private final List<Extension> extensions = new ArrayList<>();
    private int legacyVersion = 0x0303;
    private byte[] random = filled(32, 0xc1);
    private byte[] sessionId = filled(32, 0x51);
    private byte[] cipherSuites = list16(CipherSuite.values());
    private byte[] compressionMethods = {1, 0};

    private record Extension(int type, byte[] data) {}

    /// A hello with X25519 and P-256 among its groups and these shares.
    public static Hello with(DhKey... keys) {
        return new Hello()
                .serverName(TestPki.SERVER_NAME)
                .groups(NamedGroup.X25519, NamedGroup.SECP256R1)
                .set(ExtensionType.SIGNATURE_ALGORITHMS, list16(SignatureScheme.values()))
                .versions(0x0304)
                .shares(keys);
    }

    /// A hello of a client that knows nothing newer than TLS 1.2, and offers all there is in it.
    public static Hello tls12() {
        return new Hello()
                .sessionId(new byte[0])
                .cipherSuites(CipherSuite.of(ProtocolVersion.TLS_1_2).toArray(CipherSuite[]::new))
                .serverName(TestPki.SERVER_NAME)
                .set(ExtensionType.RENEGOTIATION_INFO, new byte[1])
                .set(ExtensionType.EXTENDED_MASTER_SECRET, new byte[0])
                .groups(NamedGroup.X25519, NamedGroup.SECP256R1)
                .set(ExtensionType.EC_POINT_FORMATS, new byte[] {1, 0})
                .set(ExtensionType.SIGNATURE_ALGORITHMS, list16(SignatureScheme.values()));
    }

    public Hello legacyVersion(int version) {
        legacyVersion = version;
        return this;
    }

    /// 32 bytes, or as many as shall be wrong.
    public Hello random(byte[] bytes) {
        random = bytes;
        return this;
    }

    public byte[] random() {
        return random;
    }

    public Hello sessionId(byte[] bytes) {
        sessionId = bytes;
        return this;
    }

    public byte[] sessionId() {
        return sessionId;
    }

    public Hello cipherSuites(int... values) {
        cipherSuites = list16(values);
        return this;
    }

    public Hello cipherSuites(CipherSuite... values) {
        cipherSuites = list16(values);
        return this;
    }

    /// The vector with its length, whatever it is.
    public Hello rawCipherSuites(byte[] vector) {
        cipherSuites = vector;
        return this;
    }

    /// The vector with its length, whatever it is.
    public Hello rawCompressionMethods(byte[] vector) {
        compressionMethods = vector;
        return this;
    }

    public Hello versions(int... values) {
        WireWriter out = new WireWriter(16);
        out.vector8(() -> Arrays.stream(values).forEach(out::uint16));
        return set(ExtensionType.SUPPORTED_VERSIONS, out.toByteArray());
    }

    public Hello versions(ProtocolVersion... values) {
        return versions(Arrays.stream(values).mapToInt(ProtocolVersion::code).toArray());
    }

    public Hello groups(int... values) {
        return set(ExtensionType.SUPPORTED_GROUPS, list16(values));
    }

    public Hello groups(NamedGroup... values) {
        return set(ExtensionType.SUPPORTED_GROUPS, list16(values));
    }

    public Hello schemes(SignatureScheme... values) {
        return set(ExtensionType.SIGNATURE_ALGORITHMS, list16(values));
    }

    public Hello serverName(String name) {
        return set(ExtensionType.SERVER_NAME, serverNames(name));
    }

    public Hello protocols(String... names) {
        WireWriter out = new WireWriter(32);
        out.vector16(() -> {
            for (String name : names) {
                out.vector8(() -> out.opaque(name.getBytes(StandardCharsets.ISO_8859_1)));
            }
        });
        return set(ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION, out.toByteArray());
    }

    public Hello shares(DhKey... keys) {
        return keyShare(out -> {
            for (DhKey key : keys) {
                share(out, key.group().code(), key.share());
            }
        });
    }

    /// One share, whatever it is.
    public Hello share(int group, byte[] keyExchange) {
        return keyShare(out -> share(out, group, keyExchange));
    }

    /// The list of shares, without its length, as `body` writes it.
    public Hello keyShare(Consumer<WireWriter> body) {
        WireWriter out = new WireWriter(64);
        out.vector16(() -> body.accept(out));
        return set(ExtensionType.KEY_SHARE, out.toByteArray());
    }

    /// Replaces an extension where it stands, or appends it.
    public Hello set(CodePoint type, byte[] data) {
        return set(type.code(), data);
    }

    /// Replaces an extension where it stands, or appends it.
    public Hello set(int type, byte[] data) {
        for (int i = 0; i < extensions.size(); i++) {
            if (extensions.get(i).type() == type) {
                extensions.set(i, new Extension(type, data));
                return this;
            }
        }
        return append(type, data);
    }

    /// Appends an extension, even if it is there.
    public Hello append(int type, byte[] data) {
        extensions.add(new Extension(type, data));
        return this;
    }

    /// Puts an extension before all others.
    public Hello prepend(int type, byte[] data) {
        extensions.addFirst(new Extension(type, data));
        return this;
    }

    public Hello without(CodePoint type) {
        extensions.removeIf(extension -> extension.type() == type.code());
        return this;
    }

    public Hello withoutExtensions() {
        extensions.clear();
        return this;
    }

    /// A copy, to be changed on its own.
    public Hello copy() {
        Hello copy = new Hello();
        copy.extensions.addAll(extensions);
        copy.legacyVersion = legacyVersion;
        copy.random = random;
        copy.sessionId = sessionId;
        copy.cipherSuites = cipherSuites;
        copy.compressionMethods = compressionMethods;
        return copy;
    }

    /// The handshake message, its header included.
    public byte[] message() {
        return message(HandshakeType.CLIENT_HELLO, body());
    }

    /// The message without its header.
    public byte[] body() {
        WireWriter out = new WireWriter(512);
        out.uint16(legacyVersion).opaque(random);
        out.vector8(() -> out.opaque(sessionId));
        out.opaque(cipherSuites).opaque(compressionMethods);
        if (!extensions.isEmpty()) {
            out.vector16(() -> extensions.forEach(extension -> write(out, extension)));
        }
        return out.toByteArray();
    }

    /// Any handshake message.
    public static byte[] message(HandshakeType type, byte[] body) {
        WireWriter out = new WireWriter(body.length + 4);
        HandshakeMessage.write(out, type, () -> out.opaque(body));
        return out.toByteArray();
    }

    /// The data of a `server_name` extension with these host names.
    public static byte[] serverNames(String... names) {
        WireWriter out = new WireWriter(64);
        out.vector16(() -> {
            for (String name : names) {
                byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
                out.uint8(0).vector16(() -> out.opaque(bytes));
            }
        });
        return out.toByteArray();
    }

    /// A vector of 16-bit numbers, with its length before it.
    public static byte[] list16(int... values) {
        WireWriter out = new WireWriter(32);
        out.vector16(() -> Arrays.stream(values).forEach(out::uint16));
        return out.toByteArray();
    }

    /// A vector of registered numbers, with its length before it.
    public static byte[] list16(CodePoint... values) {
        return list16(Arrays.stream(values).mapToInt(CodePoint::code).toArray());
    }

    /// An entry of a list of shares.
    public static void share(WireWriter out, int group, byte[] keyExchange) {
        out.uint16(group).vector16(() -> out.opaque(keyExchange));
    }

    private static void write(WireWriter out, Extension extension) {
        out.uint16(extension.type()).vector16(() -> out.opaque(extension.data()));
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
