package io.sallyport.tls.record;

import io.sallyport.tls.alert.PeerMisbehaved;
import io.sallyport.tls.alert.TlsException;
import io.sallyport.tls.policy.EngineLimits;

/// Counts what is legal once and an attack when repeated: each costs the peer little and us something.
public final class PeerPatience {
    /// One is sent for middlebox compatibility; some stacks send a second after HelloRetryRequest.
    private static final int CHANGE_CIPHER_SPECS = 4;

    private final EngineLimits limits;
    private int keyUpdates;
    private int emptyRecords;
    private int warningAlerts;
    private int changeCipherSpecs;

    public PeerPatience(EngineLimits limits) {
        this.limits = limits;
    }

    /// Something useful came: KeyUpdates and empty records are counted anew.
    public void sawData() {
        keyUpdates = 0;
        emptyRecords = 0;
    }

    public void sawKeyUpdate() throws TlsException {
        spend(++keyUpdates, limits.keyUpdates(), PeerMisbehaved.SENT_TOO_MANY_KEY_UPDATES);
    }

    public void sawEmptyRecord() throws TlsException {
        spend(++emptyRecords, limits.emptyRecords(), PeerMisbehaved.SENT_TOO_MANY_EMPTY_RECORDS);
    }

    public void sawWarningAlert() throws TlsException {
        spend(++warningAlerts, limits.warningAlerts(), PeerMisbehaved.SENT_TOO_MANY_WARNING_ALERTS);
    }

    void sawChangeCipherSpec() throws TlsException {
        spend(
                ++changeCipherSpecs,
                CHANGE_CIPHER_SPECS,
                PeerMisbehaved.SENT_TOO_MANY_CHANGE_CIPHER_SPECS);
    }

    private static void spend(int seen, int limit, PeerMisbehaved otherwise) throws TlsException {
        if (seen > limit) {
            throw TlsException.misbehaved(otherwise);
        }
    }
}
