package io.sallyport.tls.message;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.codec.WireReader;
import io.sallyport.tls.codepoint.ExtensionType;
import io.sallyport.tls.credential.OcspResponse;
import java.util.Optional;

/// A client's certificate as it came, with what the client knows of its status (RFC 9846, sections 4.5.1 and 4.5.1.1).
public final class CertificateEntry {
    private final byte[] certificate;
    private final Optional<OcspResponse> ocspResponse;

    private CertificateEntry(byte[] certificate, Optional<OcspResponse> ocspResponse) {
        this.certificate = certificate;
        this.ocspResponse = ocspResponse;
    }

    /// @param statusRequested whether the client was asked for the status, the one extension that may be there
    static CertificateEntry read(WireReader list, boolean statusRequested) throws TlsException {
        byte[] certificate = list.vector24(1, 0xffffff).rest();
        WireReader extensions = list.vector16(0, 0xffff);
        Optional<OcspResponse> status = Optional.empty();
        while (extensions.remaining() > 0) {
            int type = extensions.uint16();
            if (!statusRequested || type != ExtensionType.STATUS_REQUEST.code()) {
                throw TlsException.misbehaved(
                        PeerMisbehaved.SENT_UNREQUESTED_CERTIFICATE_EXTENSION);
            }
            if (status.isPresent()) {
                throw TlsException.misbehaved(PeerMisbehaved.SENT_DUPLICATE_EXTENSION);
            }
            WireReader data = extensions.vector16(0, 0xffff);
            status = Optional.of(CertificateStatus.readBody(data));
            data.finish();
        }
        return new CertificateEntry(certificate, status);
    }

    /// DER-encoded; not a copy.
    public byte[] certificate() {
        return certificate;
    }

    /// Stapled by the client; not looked at.
    public Optional<OcspResponse> ocspResponse() {
        return ocspResponse;
    }
}
