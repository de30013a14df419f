package io.sallyport.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    @Test
    void allowsAFewAtFirstAndThenAPartOfTheRequests() {
        RetryBudget budget = new RetryBudget(20);
        assertThat(takenOf(budget, 100)).isEqualTo(RetryBudget.AT_FIRST);
        for (int i = 0; i < 14; i++) {
            budget.put();
        }
        assertThat(takenOf(budget, 100)).isEqualTo(2);
        budget.put();
        assertThat(budget.take()).as("what was left over counts").isTrue();
    }

    @Test
    void savesNoMoreThanTheMost() {
        RetryBudget budget = new RetryBudget(100);
        for (int i = 0; i < 10_000; i++) {
            budget.put();
        }
        assertThat(takenOf(budget, 10_000)).isEqualTo(RetryBudget.MOST);
    }

    private static long takenOf(RetryBudget budget, int wanted) {
        return IntStream.range(0, wanted).filter(_ -> budget.take()).count();
    }
}
