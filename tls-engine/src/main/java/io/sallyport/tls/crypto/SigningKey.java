package io.sallyport.tls.crypto;

import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.SignatureScheme;
import java.security.GeneralSecurityException;
import java.util.Set;

/// A private key that can sign a handshake, wherever it is kept. Thread-safe.
public interface SigningKey {

    KeyType keyType();

    /// The schemes that this key signs by; which of them a version allows, the scheme knows.
    Set<SignatureScheme> schemes();

    /// Signs. May take as long as it takes: the engine never calls this, whoever answers its pause does,
    /// on a thread of its choice.
    ///
    /// @throws GeneralSecurityException if the key or its store fails
    /// @throws IllegalArgumentException if the scheme is none of [#schemes]
    byte[] sign(SignatureScheme scheme, byte[] message) throws GeneralSecurityException;
}
