package io.sallyport.tls.message;

import io.sallyport.tls.codec.WireWriter;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.codepoint.HandshakeType;
import org.jspecify.annotations.Nullable;

/// EncryptedExtensions (RFC 9846, section 4.4.1): the answers that no key depends on.
///
/// @param serverNameUsed whether the client's server name decided something (RFC 6066, section 3)
/// @param applicationProtocol the choice by ALPN, or null
/// @param earlyDataAccepted whether we take the client's early data (section 4.3.10)
/// @param recordSizeLimit what we take, if the client sent its own limit, or null (RFC 8449, section 4)
/// @param maxFragmentLength the client's code, agreed to, or null (RFC 6066, section 4)
public record EncryptedExtensions(
        boolean serverNameUsed,
        @Nullable String applicationProtocol,
        boolean earlyDataAccepted,
        @Nullable Integer recordSizeLimit,
        @Nullable Integer maxFragmentLength) {

    /// Appends the message.
    public void write(WireWriter out) {
        HandshakeMessage.write(
                out,
                HandshakeType.ENCRYPTED_EXTENSIONS,
                () -> out.vector16(() -> writeExtensions(out)));
    }

    private void writeExtensions(WireWriter out) {
        if (serverNameUsed) {
            out.uint16(ExtensionType.SERVER_NAME).uint16(0);
        }
        if (earlyDataAccepted) {
            out.uint16(ExtensionType.EARLY_DATA).uint16(0);
        }
        writeAnswers(out, applicationProtocol, recordSizeLimit, maxFragmentLength);
    }

    /// The answers that both versions have.
    static void writeAnswers(
            WireWriter out,
            @Nullable String applicationProtocol,
            @Nullable Integer recordSizeLimit,
            @Nullable Integer maxFragmentLength) {
        if (applicationProtocol != null) {
            out.uint16(ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION)
                    .vector16(() -> ProtocolNameList.write(out, applicationProtocol));
        }
        if (recordSizeLimit != null) {
            out.uint16(ExtensionType.RECORD_SIZE_LIMIT).uint16(2).uint16(recordSizeLimit);
        }
        if (maxFragmentLength != null) {
            out.uint16(ExtensionType.MAX_FRAGMENT_LENGTH).uint16(1).uint8(maxFragmentLength);
        }
    }
}
