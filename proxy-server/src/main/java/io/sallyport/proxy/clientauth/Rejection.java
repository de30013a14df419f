package io.sallyport.proxy.clientauth;

import io.sallyport.tls.alert.ClientCertificateRefusal;
import java.security.cert.X509Certificate;

/// Why a client's certificate is not good.
///
/// @param certificate the one at fault: the client's own, or one of its issuers'
/// @param words what is wrong with it, to be read after its name: `expired on 3 March 2026 at 12:00:00 UTC`. Nothing in it
///     comes from the client
public record Rejection(ClientCertificateRefusal why, X509Certificate certificate, String words) {}
