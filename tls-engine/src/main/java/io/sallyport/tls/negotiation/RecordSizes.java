package io.sallyport.tls.negotiation;

import io.sallyport.tls.codepoint.ProtocolVersion;
import io.sallyport.tls.message.ClientExtensions;
import io.sallyport.tls.record.RecordHeader;
import org.jspecify.annotations.Nullable;

/// How long records may be, after `record_size_limit` (RFC 8449) and `max_fragment_length` (RFC 6066).
///
/// @param outbound bytes of plaintext that we send in a record
/// @param inbound bytes of plaintext that we take in a record
/// @param announcedLimit our own `record_size_limit`, if the client sent one
/// @param fragmentCode the `max_fragment_length` agreed upon, if that is what limits
public record RecordSizes(
        int outbound,
        int inbound,
        @Nullable Integer announcedLimit,
        @Nullable Integer fragmentCode) {

    /// Where a client sends both, the older extension is ignored (RFC 8449, section 5). In TLS 1.3 the
    /// limit counts the content type, too (section 4).
    static RecordSizes of(ClientExtensions extensions, ProtocolVersion version) {
        int contentType = version == ProtocolVersion.TLS_1_3 ? 1 : 0;
        Integer limit = extensions.recordSizeLimit();
        if (limit != null) {
            return new RecordSizes(
                    Math.min(limit - contentType, RecordHeader.MAX_PLAINTEXT),
                    RecordHeader.MAX_PLAINTEXT,
                    RecordHeader.MAX_PLAINTEXT + contentType,
                    null);
        }
        Integer code = extensions.maxFragmentLength();
        if (code != null) {
            int fragment = 1 << 8 + code;
            return new RecordSizes(fragment, fragment, null, code);
        }
        return new RecordSizes(RecordHeader.MAX_PLAINTEXT, RecordHeader.MAX_PLAINTEXT, null, null);
    }
}
