package io.sallyport.tls.keys;

import io.sallyport.tls.codepoint.CipherSuite;
import io.sallyport.tls.crypto.CryptoProvider;
import io.sallyport.tls.crypto.Hkdf;
import io.sallyport.tls.crypto.Secret;

/// The last stage of the key schedule (RFC 9846, section 7.1): secrets for application data, for the
/// exporter and for tickets.
public final class ApplicationSecrets implements EstablishedKeys {
    private final CryptoProvider crypto;
    private final CipherSuite suite;
    private final Secret mainSecret;
    private final TrafficSecret client;
    private final TrafficSecret server;
    private final Tls13Exporter exporter;

    private ApplicationSecrets(
            CryptoProvider crypto,
            CipherSuite suite,
            Secret mainSecret,
            TrafficSecret client,
            TrafficSecret server,
            Tls13Exporter exporter) {
        this.crypto = crypto;
        this.suite = suite;
        this.mainSecret = mainSecret;
        this.client = client;
        this.server = server;
        this.exporter = exporter;
    }

    /// @param mainSecret taken over
    static ApplicationSecrets of(
            CryptoProvider crypto, CipherSuite suite, Secret mainSecret, byte[] transcriptHash) {
        Hkdf hkdf = crypto.hkdf(suite.hash());
        int length = hkdf.hashLength();
        return new ApplicationSecrets(
                crypto,
                suite,
                mainSecret,
                new TrafficSecret(
                        crypto,
                        suite,
                        HkdfLabel.expand(hkdf, mainSecret, "c ap traffic", transcriptHash, length)),
                new TrafficSecret(
                        crypto,
                        suite,
                        HkdfLabel.expand(hkdf, mainSecret, "s ap traffic", transcriptHash, length)),
                new Tls13Exporter(
                        crypto,
                        suite.hash(),
                        HkdfLabel.expand(hkdf, mainSecret, "exp master", transcriptHash, length)));
    }

    /// client_application_traffic_secret_0. The receiver closes it.
    public TrafficSecret client() {
        return client;
    }

    /// server_application_traffic_secret_0. The receiver closes it.
    public TrafficSecret server() {
        return server;
    }

    /// The secret of this connection's tickets. Only before [#forgetMainSecret].
    ///
    /// @param transcriptHash from ClientHello to the client's Finished
    public ResumptionSecret resumption(byte[] transcriptHash) {
        Hkdf hkdf = crypto.hkdf(suite.hash());
        return new ResumptionSecret(
                crypto,
                suite.hash(),
                HkdfLabel.expand(
                        hkdf, mainSecret, "res master", transcriptHash, hkdf.hashLength()));
    }

    /// The handshake is over, and nothing more comes from the main secret.
    public void forgetMainSecret() {
        mainSecret.close();
    }

    @Override
    public Tls13Exporter exporter() {
        return exporter;
    }

    @Override
    public void close() {
        mainSecret.close();
        client.close();
        server.close();
        exporter.close();
    }
}
