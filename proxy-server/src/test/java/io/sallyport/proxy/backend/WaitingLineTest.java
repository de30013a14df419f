package io.sallyport.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private final List<String> called = new ArrayList<>();
    private final Executor here = Runnable::run;
    private final Executor there = task -> task.run();
    private final WaitingLine line = new WaitingLine(2);

    @Test
    void callsThoseWhoWaitInTheirOrder() {
        assertThat(line.join(waiter("a", here))).isTrue();
        assertThat(line.join(waiter("b", there))).isTrue();
        assertThat(line.isNext(here)).isTrue();
        line.callNext();
        assertThat(line.isNext(here)).isFalse();
        assertThat(line.isNext(there)).isTrue();
        line.callNext();
        line.callNext();
        assertThat(called).containsExactly("a", "b");
        assertThat(line.isEmpty()).isTrue();
        assertThat(line.isNext(here)).isFalse();
    }

    @Test
    void hasNoPlaceForMoreThanAllowedButKeepsThatOfWhoWasCalledInVain() {
        WaitingLine.Waiter first = waiter("a", here);
        assertThat(line.join(first)).isTrue();
        assertThat(line.join(waiter("b", here))).isTrue();
        assertThat(line.join(waiter("c", here))).isFalse();
        line.callNext();
        assertThat(line.join(waiter("d", here))).isTrue();
        line.rejoin(first);
        assertThat(line.length()).isEqualTo(3);
        line.callNext();
        line.callNext();
        line.callNext();
        assertThat(called).containsExactly("a", "a", "b", "d");
    }

    @Test
    void forgetsWhoLeaves() {
        WaitingLine.Waiter first = waiter("a", here);
        assertThat(line.join(first)).isTrue();
        assertThat(line.join(waiter("b", here))).isTrue();
        line.leave(first);
        line.leave(first);
        line.callNext();
        assertThat(called).containsExactly("b");
    }

    private WaitingLine.Waiter waiter(String name, Executor executor) {
        return new WaitingLine.Waiter(executor, () -> called.add(name));
    }
}
