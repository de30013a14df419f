package io.sallyport.tls.message;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codepoint.CodePoints;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.PskKeyExchangeMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The extensions of a ClientHello (RFC 9846, section 4.3). Absent ones are null; unknown ones,
/// GREASE among them, are kept by type alone.
public final class ClientExtensions {
    private final List<RawExtension> raw;

    private @Nullable String serverName;
    private @Nullable CodePoints supportedVersions;
    private @Nullable CodePoints supportedGroups;
    private @Nullable CodePoints signatureAlgorithms;
    private @Nullable CodePoints signatureAlgorithmsCert;
    private @Nullable List<KeyShareEntry> keyShares;
    private @Nullable List<String> applicationProtocols;
    private @Nullable CodePoints pskKeyExchangeModes;
    private @Nullable PreSharedKeyOffer preSharedKey;
    private @Nullable Integer recordSizeLimit;
    private @Nullable Integer maxFragmentLength;
    private boolean cookie;
    private boolean earlyData;
    private boolean ocspRequested;

    private ClientExtensions(List<RawExtension> raw) {
        this.raw = raw;
    }

    /// Reads the extension block; a ClientHello from before TLS 1.2 may end without one.
    static ClientExtensions read(WireReader hello, HandshakeMessage message) throws TlsException {
        List<RawExtension> raw = new ArrayList<>();
        if (hello.remaining() > 0) {
            WireReader block = hello.vector16(0, 0xffff);
            Set<Integer> types = new HashSet<>();
            while (block.remaining() > 0) {
                int type = block.uint16();
                int length = block.uint16();
                raw.add(new RawExtension(type, message, block.position(), length));
                block.skip(length);
                if (!types.add(type)) {
                    throw TlsException.misbehaved(PeerMisbehaved.SENT_DUPLICATE_EXTENSION);
                }
            }
        }
        ClientExtensions extensions = new ClientExtensions(List.copyOf(raw));
        for (RawExtension extension : raw) {
            extensions.read(extension);
        }
        extensions.checkPreSharedKey();
        return extensions;
    }

    /// The host name asked for, in lower case.
    public @Nullable String serverName() {
        return serverName;
    }

    public @Nullable CodePoints supportedVersions() {
        return supportedVersions;
    }

    public @Nullable CodePoints supportedGroups() {
        return supportedGroups;
    }

    public @Nullable CodePoints signatureAlgorithms() {
        return signatureAlgorithms;
    }

    /// The schemes for signatures in certificates; where absent, [#signatureAlgorithms] counts for
    /// those too (RFC 9846, section 4.3.3).
    public @Nullable CodePoints signatureAlgorithmsCert() {
        return signatureAlgorithmsCert;
    }

    public @Nullable List<KeyShareEntry> keyShares() {
        return keyShares;
    }

    public @Nullable List<String> applicationProtocols() {
        return applicationProtocols;
    }

    /// Whether the client resumes in this way (RFC 9846, section 4.3.9).
    public boolean takes(PskKeyExchangeMode mode) {
        return pskKeyExchangeModes != null && pskKeyExchangeModes.contains(mode);
    }

    public @Nullable PreSharedKeyOffer preSharedKey() {
        return preSharedKey;
    }

    /// The longest plaintext that the client takes in a record: in TLS 1.3 with the content type and
    /// padding (RFC 8449, section 4).
    public @Nullable Integer recordSizeLimit() {
        return recordSizeLimit;
    }

    /// The code of the extension: 1 to 4 for 2^9 to 2^12 bytes (RFC 6066, section 4).
    public @Nullable Integer maxFragmentLength() {
        return maxFragmentLength;
    }

    public boolean hasCookie() {
        return cookie;
    }

    public boolean hasEarlyData() {
        return earlyData;
    }

    /// Whether the client takes a stapled OCSP response (RFC 6066, section 8).
    public boolean isOcspRequested() {
        return ocspRequested;
    }

    /// The data of an extension that is read only once its version is chosen, or null if it is absent.
    @Nullable WireReader data(ExtensionType type) {
        for (RawExtension extension : raw) {
            if (extension.type() == type.code()) {
                return extension.data();
            }
        }
        return null;
    }

    /// The types, in the client's order.
    public CodePoints types() {
        return CodePoints.of(raw.stream().mapToInt(RawExtension::type).toArray());
    }

    /// Whether another ClientHello carries the same extensions, those apart that the RFC lets change
    /// after HelloRetryRequest (RFC 9846, section 4.2.2). A client that encrypts its hello to a key which
    /// is not ours may do so anew (RFC 9849).
    boolean sameAfterRetry(ClientExtensions other) {
        List<RawExtension> mine = raw.stream().filter(e -> !mayChange(e)).toList();
        List<RawExtension> theirs = other.raw.stream().filter(e -> !mayChange(e)).toList();
        if (mine.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!mine.get(i).sameAs(theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayChange(RawExtension extension) {
        ExtensionType type = ExtensionType.find(extension.type());
        return type == ExtensionType.KEY_SHARE
                || type == ExtensionType.EARLY_DATA
                || type == ExtensionType.COOKIE
                || type == ExtensionType.PRE_SHARED_KEY
                || type == ExtensionType.PADDING
                || type == ExtensionType.ENCRYPTED_CLIENT_HELLO;
    }

    private void read(RawExtension extension) throws TlsException {
        ExtensionType type = ExtensionType.find(extension.type());
        if (type == null) {
            return;
        }
        WireReader data = extension.data();
        switch (type) {
            case SERVER_NAME -> serverName = ServerNameList.read(data);
            case SUPPORTED_VERSIONS -> {
                supportedVersions = data.vector8(2, 254).codePoints16();
                data.finish();
            }
            case SUPPORTED_GROUPS -> supportedGroups = codePoints16(data);
            case SIGNATURE_ALGORITHMS -> signatureAlgorithms = codePoints16(data);
            case SIGNATURE_ALGORITHMS_CERT -> signatureAlgorithmsCert = codePoints16(data);
            case KEY_SHARE -> keyShares = KeyShareEntry.readClientShares(data);
            case APPLICATION_LAYER_PROTOCOL_NEGOTIATION ->
                    applicationProtocols = ProtocolNameList.read(data);
            case PSK_KEY_EXCHANGE_MODES -> {
                pskKeyExchangeModes = data.vector8(1, 255).codePoints8();
                data.finish();
            }
            case PRE_SHARED_KEY -> preSharedKey = PreSharedKeyOffer.read(data);
            case RECORD_SIZE_LIMIT -> recordSizeLimit = recordSizeLimit(data);
            case MAX_FRAGMENT_LENGTH -> maxFragmentLength = maxFragmentLength(data);
            case COOKIE -> {
                data.vector16(1, 0xffff);
                data.finish();
                cookie = true;
            }
            case EARLY_DATA -> {
                data.finish();
                earlyData = true;
            }
            case POST_HANDSHAKE_AUTH, SIGNED_CERTIFICATE_TIMESTAMP -> data.finish();
            case CERTIFICATE_AUTHORITIES -> checkAuthorities(data);
            case STATUS_REQUEST -> ocspRequested = isOcspRequest(data);
            case OID_FILTERS ->
                    throw TlsException.misbehaved(PeerMisbehaved.SENT_EXTENSION_OF_ANOTHER_MESSAGE);
            // Of no meaning in TLS 1.3, and read by [Tls12ClientExtensions] in TLS 1.2.
            case EC_POINT_FORMATS,
                    PADDING,
                    ENCRYPT_THEN_MAC,
                    EXTENDED_MASTER_SECRET,
                    COMPRESS_CERTIFICATE,
                    SESSION_TICKET,
                    ENCRYPTED_CLIENT_HELLO,
                    RENEGOTIATION_INFO -> {}
        }
    }

    private static CodePoints codePoints16(WireReader data) throws TlsException {
        CodePoints values = data.vector16(2, 0xfffe).codePoints16();
        data.finish();
        return values;
    }

    private static int recordSizeLimit(WireReader data) throws TlsException {
        int limit = data.uint16();
        data.finish();
        if (limit < 64) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_RECORD_SIZE_LIMIT_TOO_SMALL);
        }
        return limit;
    }

    private static int maxFragmentLength(WireReader data) throws TlsException {
        int code = data.uint8();
        data.finish();
        if (code < 1 || code > 4) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_UNKNOWN_MAX_FRAGMENT_LENGTH);
        }
        return code;
    }

    private static void checkAuthorities(WireReader data) throws TlsException {
        WireReader names = data.vector16(3, 0xffff);
        data.finish();
        while (names.remaining() > 0) {
            names.vector16(1, 0xffff);
        }
    }

    /// RFC 6066, section 8. A status type other than OCSP has a syntax that we cannot know.
    private static boolean isOcspRequest(WireReader data) throws TlsException {
        if (data.uint8() != CertificateStatus.OCSP) {
            return false;
        }
        data.vector16(0, 0xffff);
        data.vector16(0, 0xffff);
        data.finish();
        return true;
    }

    private void checkPreSharedKey() throws TlsException {
        if (preSharedKey == null) {
            return;
        }
        if (raw.getLast().type() != ExtensionType.PRE_SHARED_KEY.code()) {
            throw TlsException.misbehaved(PeerMisbehaved.SENT_PRE_SHARED_KEY_NOT_LAST);
        }
        if (pskKeyExchangeModes == null) {
            throw TlsException.misbehaved(PeerMisbehaved.OMITTED_PSK_KEY_EXCHANGE_MODES);
        }
    }
}
