package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.ExtensionType;
import org.jspecify.annotations.Nullable;

/// The extensions of a ServerHello of TLS 1.2. There is no `encrypt_then_mac` among them, because every
/// cipher here authenticates by itself (RFC 7366, section 3).
///
/// @param serverNameUsed whether the client's server name decided something; never in a resumption (RFC
///     6066, section 3)
/// @param extendedMasterSecret whether it is used (RFC 7627, section 5.1)
/// @param pointFormats whether to say that points are uncompressed (RFC 8422, section 5.2)
/// @param newTicket whether NewSessionTicket will follow (RFC 5077, section 3.2)
/// @param certificateStatus whether CertificateStatus will follow (RFC 6066, section 8)
/// @param applicationProtocol the choice by ALPN, or null
/// @param recordSizeLimit what we take, if the client sent its own limit, or null (RFC 8449, section 4)
/// @param maxFragmentLength the client's code, agreed to, or null (RFC 6066, section 4)
public record Tls12ServerExtensions(
        boolean serverNameUsed,
        boolean extendedMasterSecret,
        boolean pointFormats,
        boolean newTicket,
        boolean certificateStatus,
        @Nullable String applicationProtocol,
        @Nullable Integer recordSizeLimit,
        @Nullable Integer maxFragmentLength) {

    private static final int UNCOMPRESSED = 0;

    void write(WireWriter out) {
        // an empty renegotiation_info: this is a first handshake (RFC 5746, section 3.6)
        out.uint16(ExtensionType.RENEGOTIATION_INFO).vector16(() -> out.uint8(0));
        writeIf(serverNameUsed, out, ExtensionType.SERVER_NAME);
        writeIf(extendedMasterSecret, out, ExtensionType.EXTENDED_MASTER_SECRET);
        if (pointFormats) {
            out.uint16(ExtensionType.EC_POINT_FORMATS)
                    .vector16(() -> out.vector8(() -> out.uint8(UNCOMPRESSED)));
        }
        writeIf(newTicket, out, ExtensionType.SESSION_TICKET);
        writeIf(certificateStatus, out, ExtensionType.STATUS_REQUEST);
        EncryptedExtensions.writeAnswers(
                out, applicationProtocol, recordSizeLimit, maxFragmentLength);
    }

    private static void writeIf(boolean present, WireWriter out, ExtensionType type) {
        if (present) {
            out.uint16(type).uint16(0);
        }
    }
}
