package io.sallyport.proxy.tls;

import io.netty.util.concurrent.FastThreadLocal;
import io.sallyport.tls.record.RecordScratch;

/// The room for one record that the connections of an event loop share.
final class LoopScratch {
    private static final FastThreadLocal<RecordScratch> OF_THREAD =
            new FastThreadLocal<>() {
                @Override
                protected RecordScratch initialValue() {
                    return new RecordScratch();
                }
            };

    private LoopScratch() {}

    /// Of the current thread.
    static RecordScratch get() {
        return OF_THREAD.get();
    }
}
