package io.sallyport.proxy.insight;

import io.sallyport.proxy.clientauth.ClientIdentity;
import io.sallyport.proxy.clientauth.OcspResult;
import io.sallyport.tls.codepoint.AlertDescription;
import io.sallyport.tls.event.NegotiatedSession;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Passes everything on to several observers. An array, because iterating over it allocates nothing.
final class FanOut implements TrafficObserver {
    private final TrafficObserver[] observers;

    FanOut(List<? extends TrafficObserver> observers) {
        this.observers = observers.toArray(TrafficObserver[]::new);
    }

    @Override
    public void connectionOpened(ConnectionInfo connection) {
        for (TrafficObserver observer : observers) {
            observer.connectionOpened(connection);
        }
    }

    @Override
    public void connectionRefused(String listener, SocketAddress client, RefusalCause cause) {
        for (TrafficObserver observer : observers) {
            observer.connectionRefused(listener, client, cause);
        }
    }

    @Override
    public void handshakeStarted(ConnectionInfo connection) {
        for (TrafficObserver observer : observers) {
            observer.handshakeStarted(connection);
        }
    }

    @Override
    public void alertSent(ConnectionInfo connection, AlertDescription description) {
        for (TrafficObserver observer : observers) {
            observer.alertSent(connection, description);
        }
    }

    @Override
    public void alertReceived(ConnectionInfo connection, int description) {
        for (TrafficObserver observer : observers) {
            observer.alertReceived(connection, description);
        }
    }

    @Override
    public void handshakeFinished(HandshakeReport report) {
        for (TrafficObserver observer : observers) {
            observer.handshakeFinished(report);
        }
    }

    @Override
    public void backendConnected(
            ConnectionInfo connection,
            @Nullable NegotiatedSession session,
            String backend,
            String server,
            SocketAddress local) {
        for (TrafficObserver observer : observers) {
            observer.backendConnected(connection, session, backend, server, local);
        }
    }

    @Override
    public void backendConnectFailed(
            ConnectionInfo connection, String backend, String server, Throwable cause) {
        for (TrafficObserver observer : observers) {
            observer.backendConnectFailed(connection, backend, server, cause);
        }
    }

    @Override
    public void backendDisconnected(ConnectionInfo connection, String backend, String server) {
        for (TrafficObserver observer : observers) {
            observer.backendDisconnected(connection, backend, server);
        }
    }

    @Override
    public void backendState(String backend, String server, boolean up, String why) {
        for (TrafficObserver observer : observers) {
            observer.backendState(backend, server, up, why);
        }
    }

    @Override
    public void healthChecked(String backend, String server, @Nullable String fault) {
        for (TrafficObserver observer : observers) {
            observer.healthChecked(backend, server, fault);
        }
    }

    @Override
    public void requestRetried(ConnectionInfo connection, String backend, RetryCause cause) {
        for (TrafficObserver observer : observers) {
            observer.requestRetried(connection, backend, cause);
        }
    }

    @Override
    public void ocspAsked(String listener, OcspResult result, Duration took) {
        for (TrafficObserver observer : observers) {
            observer.ocspAsked(listener, result, took);
        }
    }

    @Override
    public void redisState(String server, boolean up, @Nullable String cause) {
        for (TrafficObserver observer : observers) {
            observer.redisState(server, up, cause);
        }
    }

    @Override
    public void spansExported(int count) {
        for (TrafficObserver observer : observers) {
            observer.spansExported(count);
        }
    }

    @Override
    public void spansLost(int count, SpanLoss loss, @Nullable String cause) {
        for (TrafficObserver observer : observers) {
            observer.spansLost(count, loss, cause);
        }
    }

    @Override
    public void bytesTransferred(ConnectionInfo connection, Direction direction, long bytes) {
        for (TrafficObserver observer : observers) {
            observer.bytesTransferred(connection, direction, bytes);
        }
    }

    @Override
    public void readingPaused(ConnectionInfo connection, Direction direction) {
        for (TrafficObserver observer : observers) {
            observer.readingPaused(connection, direction);
        }
    }

    @Override
    public void http2Failed(ConnectionInfo connection, String reason, String explanation) {
        for (TrafficObserver observer : observers) {
            observer.http2Failed(connection, reason, explanation);
        }
    }

    @Override
    public void tunnelOpened(ConnectionInfo connection) {
        for (TrafficObserver observer : observers) {
            observer.tunnelOpened(connection);
        }
    }

    @Override
    public void tunnelClosed(ConnectionInfo connection) {
        for (TrafficObserver observer : observers) {
            observer.tunnelClosed(connection);
        }
    }

    @Override
    public void clientDismissed(ConnectionInfo connection, ClientIdentity found) {
        for (TrafficObserver observer : observers) {
            observer.clientDismissed(connection, found);
        }
    }

    @Override
    public void requestFinished(RequestReport report) {
        for (TrafficObserver observer : observers) {
            observer.requestFinished(report);
        }
    }

    @Override
    public void connectionClosed(ConnectionReport report) {
        for (TrafficObserver observer : observers) {
            observer.connectionClosed(report);
        }
    }
}
