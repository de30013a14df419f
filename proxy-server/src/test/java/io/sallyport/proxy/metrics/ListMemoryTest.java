package io.sallyport.proxy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.tls.codepoint.CodePoints;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListMemoryTest {
    private static final CodePoints TWO = CodePoints.of(0x1301, 0x1302);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Counter counter = meters.counter("offered");
    private final List<CodePoints> searched = new ArrayList<>();
    private final ListMemory memory =
            new ListMemory(list -> {
                searched.add(list);
                return List.of(counter);
            });

    @Test
    void looksForTheCountersOfAListOnceHoweverOftenItComes() {
        memory.increment(TWO);
        memory.increment(CodePoints.of(0x1301, 0x1302));
        memory.increment(CodePoints.of(0x1302, 0x1301));
        assertThat(counter.count()).isEqualTo(3);
        assertThat(searched).containsExactly(TWO, CodePoints.of(0x1302, 0x1301));
    }

    @Test
    void remembersSoManyListsAndCountsAllOthersJustAsWell() {
        for (int value = 0; value < 10 * ListMemory.MAX_LISTS; value++) {
            memory.increment(CodePoints.of(value));
        }
        assertThat(counter.count()).isEqualTo(10 * ListMemory.MAX_LISTS);
        assertThat(memory.size()).isEqualTo(ListMemory.MAX_LISTS);
    }

    @Test
    void remembersNoLongListAndCountsItJustAsWell() {
        memory.increment(CodePoints.of(new int[ListMemory.MAX_LENGTH]));
        memory.increment(CodePoints.of(new int[ListMemory.MAX_LENGTH + 1]));
        assertThat(counter.count()).isEqualTo(2);
        assertThat(memory.size()).isEqualTo(1);
    }
}
