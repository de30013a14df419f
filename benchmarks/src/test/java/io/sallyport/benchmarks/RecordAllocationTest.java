package io.sallyport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sallyport.tls.codepoint.CipherSuite;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The path of application data copies nothing to the heap: it allocates what the JDK's `Cipher` does,
/// and less than one record more.
class RecordAllocationTest {
    private static final int RECORDS = 200;
    private static final int SIZE = 16 * 1024;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final RecordBenchmark records = new RecordBenchmark();

    @BeforeEach
    void establish() throws Exception {
        records.size = SIZE;
        records.suite = CipherSuite.TLS_AES_128_GCM_SHA256;
        records.setUp();
    }

    @Test
    void sealingAllocatesNothingOfTheSizeOfARecord() throws Exception {
        assertThat(bytesPerRecord(records::seal))
                .isLessThan(bytesPerRecord(records::sealByCipher) + SIZE / 8);
    }

    @Test
    void openingAllocatesNothingOfTheSizeOfARecord() throws Exception {
        assertThat(bytesPerRecord(records::open))
                .isLessThan(bytesPerRecord(records::openByCipher) + SIZE / 8);
    }

    private long bytesPerRecord(Operation operation) throws GeneralSecurityException {
        for (int i = 0; i < RECORDS; i++) {
            operation.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < RECORDS; i++) {
            operation.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / RECORDS;
    }

    @FunctionalInterface
    private interface Operation {
        long run() throws GeneralSecurityException;
    }
}
