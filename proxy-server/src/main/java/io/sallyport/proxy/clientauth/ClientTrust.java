package io.sallyport.proxy.clientauth;

import org.jspecify.annotations.Nullable;

/// Who vouches for clients, and who takes that back, as of one moment. Immutable.
///
/// @param revocation null if nobody is asked whether a certificate is revoked
public record ClientTrust(TrustBundle bundle, @Nullable RevocationLists revocation) {}
