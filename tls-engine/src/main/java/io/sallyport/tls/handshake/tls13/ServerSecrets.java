package io.sallyport.tls.handshake.tls13;

import io.sallyport.tls.handshake.SecretLog;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.keys.HandshakeSecrets;

/// The key schedule of a handshake under way, and the log that its secrets go to.
record ServerSecrets(HandshakeSecrets handshake, SecretLog log) {

    /// Moves on to the last stage.
    ///
    /// @param transcriptHash from ClientHello to the server's Finished
    ApplicationSecrets application(byte[] transcriptHash) {
        ApplicationSecrets application = handshake.application(transcriptHash);
        log.log("CLIENT_TRAFFIC_SECRET_0", application.client().secret());
        log.log("SERVER_TRAFFIC_SECRET_0", application.server().secret());
        log.log("EXPORTER_SECRET", application.exporter().secret());
        return application;
    }
}
