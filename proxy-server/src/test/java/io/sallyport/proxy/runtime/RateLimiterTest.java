package io.sallyport.proxy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.model.Rate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimiterTest {
    private final AtomicLong clock = new AtomicLong(-5);

    @Test
    void aBucketGivesItsBurstAtOnceAndThenOneAtATime() {
        RateLimiter limiter = limiter(new Rate(10, 3));
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.take(client("192.0.2.1"))).isZero();
        }
        assertThat(limiter.take(client("192.0.2.1"))).isEqualTo(Duration.ofMillis(100));
        assertThat(limiter.take(client("192.0.2.1"))).isEqualTo(Duration.ofMillis(100));
        pass(Duration.ofMillis(99));
        assertThat(limiter.take(client("192.0.2.1"))).isEqualTo(Duration.ofMillis(1));
        pass(Duration.ofMillis(1));
        assertThat(limiter.take(client("192.0.2.1"))).isZero();
        assertThat(limiter.take(client("192.0.2.1"))).isPositive();
    }

    @Test
    void aPauseFillsTheBucketAndNoMore() {
        RateLimiter limiter = limiter(new Rate(10, 2));
        pass(Duration.ofDays(1));
        assertThat(limiter.take(client("::1"))).isZero();
        assertThat(limiter.take(client("::1"))).isZero();
        assertThat(limiter.take(client("::1"))).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.3.1, false",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "2001:db8:0:1::1, 2001:db8:0:1:ffff::2, true",
        "2001:db8:0:1::1, 2001:db8:0:2::1, false",
        "2001:db8:0:1::1, 2001:db9:0:1::1, false",
        "0.0.0.1, ::1, false"
    })
    void clientsOfOneNetworkShareABucket(String one, String other, boolean shared) {
        RateLimiter limiter = limiter(new Rate(1, 1));
        assertThat(limiter.take(client(one))).isZero();
        assertThat(limiter.take(client(other)).isZero()).isNotEqualTo(shared);
    }

    @Test
    void aNetworkIsAsLargeAsToldToBe() {
        RateLimiter limiter = new RateLimiter(new Rate(1, 1), 20, 44, clock::get);
        assertThat(limiter.take(client("10.1.16.1"))).isZero();
        assertThat(limiter.take(client("10.1.31.1"))).isPositive();
        assertThat(limiter.take(client("10.1.32.1"))).isZero();
        assertThat(limiter.take(client("2001:db8:10::1"))).isZero();
        assertThat(limiter.take(client("2001:db8:1f::1"))).isPositive();
        assertThat(limiter.take(client("2001:db8:20::1"))).isZero();
    }

    @Test
    void manyNetworksDisplaceTheLeastRestlessAndNeedNoMoreMemory() {
        RateLimiter limiter = limiter(new Rate(1, 100));
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.take(client("203.0.113.1"))).isZero();
        }
        for (int i = 0; i < 1_000_000; i++) {
            limiter.take(client("10." + (i >> 16) + '.' + (i >> 8 & 0xff) + '.' + (i & 0xff)));
        }
        assertThat(limiter.take(client("203.0.113.1"))).isPositive();
    }

    @Test
    void whoHasNoAddressIsNotBounded() {
        RateLimiter limiter = limiter(new Rate(1, 1));
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.take(UnixDomainSocketAddress.of("/x"))).isZero();
        }
    }

    private RateLimiter limiter(Rate rate) {
        return new RateLimiter(rate, 32, 64, clock::get);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static InetSocketAddress client(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 1);
    }
}
