package io.sallyport.proxy.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.LeakPresenceDetector.ResourceScope;
import org.junit.jupiter.api.Test;

class LeakPresenceTest {
    @Test
    void seesASingleBufferThatIsLeftBehind() {
        ResourceScope scope = CountingLeakDetector.enter("leaks on purpose");
        ByteBuf left = ByteBufAllocator.DEFAULT.directBuffer(1);
        try {
            assertThatThrownBy(scope::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("leaks on purpose");
        } finally {
            CountingLeakDetector.enter("after the leak");
            left.unwrap().release();
        }
    }
}
