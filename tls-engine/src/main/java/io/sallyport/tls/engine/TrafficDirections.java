package io.sallyport.tls.engine;

import io.sallyport.tls.handshake.Handshake;
import io.sallyport.tls.handshake.SecretLog;
import io.sallyport.tls.keys.ApplicationSecrets;
import io.sallyport.tls.keys.TrafficSecret;
import io.sallyport.tls.record.RecordBoundary;

/// The application traffic secrets of both directions, moved on by KeyUpdate (RFC 9846, section 7.2).
final class TrafficDirections implements AutoCloseable {
    private final Handshake handshake;
    private final SecretLog secretLog;
    private TrafficSecret client;
    private TrafficSecret server;
    private int clientGeneration;
    private int serverGeneration;

    TrafficDirections(Handshake handshake, SecretLog secretLog, ApplicationSecrets secrets) {
        this.handshake = handshake;
        this.secretLog = secretLog;
        this.client = secrets.client();
        this.server = secrets.server();
    }

    void updateOurs() {
        server = server.next();
        serverGeneration++;
        secretLog.log("SERVER_TRAFFIC_SECRET_" + serverGeneration, server.secret());
        handshake.protectOutbound(server);
    }

    void updateTheirs(RecordBoundary boundary) {
        client = client.next();
        clientGeneration++;
        secretLog.log("CLIENT_TRAFFIC_SECRET_" + clientGeneration, client.secret());
        handshake.protectInbound(client, boundary);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
