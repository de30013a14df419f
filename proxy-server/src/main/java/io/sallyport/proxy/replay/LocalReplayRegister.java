package io.sallyport.proxy.replay;

import io.sallyport.tls.resumption.ReplayVerdict;
import io.sallyport.tls.resumption.StrikeRegister;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Remembers in this process.
public final class LocalReplayRegister implements ReplayRegister {
    private final StrikeRegister register;

    public LocalReplayRegister(StrikeRegister register) {
        this.register = register;
    }

    @Override
    public CompletionStage<ReplayVerdict> strike(byte[] id) {
        return CompletableFuture.completedFuture(register.strike(id));
    }
}
