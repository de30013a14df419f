package io.sallyport.proxy.insight;

import io.sallyport.config.model.ClientAuthMode;
import io.sallyport.proxy.clientauth.ClientIdentity;
import org.jspecify.annotations.Nullable;

/// What came of asking a client for a certificate.
///
/// @param mode what becomes of those that are not good
/// @param identity whom it names, and whether it is good; null if it showed none that can be read
public record ClientCertificateReport(ClientAuthMode mode, @Nullable ClientIdentity identity) {}
