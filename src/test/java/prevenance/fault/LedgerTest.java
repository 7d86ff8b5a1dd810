package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/// Every goal is held by tests that exist, or is known to be open.
class LedgerTest {
    private static final Set<Goal> OPEN = EnumSet.noneOf(Goal.class);

    @Test
    void everyGoalHasATestOrIsKnownToBeOpen() {
        Set<Goal> withoutTest = EnumSet.noneOf(Goal.class);
        Stream.of(Goal.values()).filter(goal -> goal.tests().isEmpty()).forEach(withoutTest::add);
        assertThat(withoutTest).isEqualTo(OPEN);
    }

    @Test
    void everyTestThatTheLedgerNamesExists() {
        List<String> missing = new ArrayList<>();
        for (Goal goal : Goal.values()) {
            goal.tests().stream()
                    .filter(test -> !exists(test))
                    .map(test -> goal.id() + " " + test)
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    private static boolean exists(String test) {
        String[] parts = test.split("#", -1);
        try {
            Class<?> type = Class.forName("prevenance." + parts[0], false, LedgerTest.class.getClassLoader());
            return Stream.of(type.getDeclaredMethods())
                    .filter(LedgerTest::isTest)
                    .anyMatch(method -> parts.length == 1 || method.getName().equals(parts[1]));
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(ParameterizedTest.class)
                || method.isAnnotationPresent(TestFactory.class);
    }
}
