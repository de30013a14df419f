package io.sallyport.proxy.interop;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.codepoint.KeyType;
import io.sallyport.tls.codepoint.NamedGroup;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/// The clients that live in this JVM.
final class JssePeers {
    private JssePeers() {}

    /// The JDK's own.
    static Peer jdk(X509Certificate authority) {
        return new JssePeer(
                "JSSE",
                "JDK " + Runtime.version(),
                Security.getProvider("SunJSSE"),
                authority,
                List.of(),
                new Abilities(
                        EnumSet.allOf(CipherSuite.class),
                        OpensslPeer.GROUPS,
                        EnumSet.allOf(KeyType.class),
                        EnumSet.complementOf(EnumSet.of(Feature.SMALL_RECORDS)),
                        true,
                        true));
    }

    /// bctls, with its cryptography from BouncyCastle as well: it has the hybrid groups. It accepts ECDSA
    /// certificates only over curves that it offers for key exchange, and so must offer those always.
    static Peer bouncyCastle(X509Certificate authority) {
        BouncyCastleProvider cryptography = new BouncyCastleProvider();
        BouncyCastleJsseProvider provider = new BouncyCastleJsseProvider(false, cryptography);
        return new JssePeer(
                "BouncyCastle",
                "bctls " + cryptography.getVersionStr(),
                provider,
                authority,
                List.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.SECP521R1),
                new Abilities(
                        EnumSet.allOf(CipherSuite.class),
                        EnumSet.allOf(NamedGroup.class),
                        EnumSet.allOf(KeyType.class),
                        EnumSet.of(
                                Feature.HELLO_RETRY,
                                Feature.ALPN,
                                Feature.WILDCARD,
                                Feature.REFUSES_UNKNOWN_ISSUER,
                                Feature.SESSION_ID,
                                Feature.EXTENDED_MASTER_SECRET,
                                Feature.PKCS1_SIGNATURE),
                        true,
                        false));
    }
}
