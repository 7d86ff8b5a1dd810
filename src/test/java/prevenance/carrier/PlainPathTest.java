package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Paths of names find what JSONata finds, in whatever tree.
class PlainPathTest {
    private static final List<String> NAMES = List.of("a", "b", "c", "ruled-out");
    private static final List<String> PATHS =
            List.of("a", "b", "a.b", "b.a", "a.a", "a.b.c", "c.b.a", "a.`ruled-out`", "`ruled-out`.a.b", "a.b.c.a");

    @Test
    void inAnyTreeTheyFindWhatJsonataFinds() {
        int found = 0;
        int lists = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            Map<String, Object> tree = group(random, 0);
            String path = PATHS.get(random.nextInt(PATHS.size()));

            Object ours = ReplyPath.parse(path).value(ReplyPath.Place.root(tree));
            Object theirs = Jsonata.jsonata(path).evaluate(tree);

            assertThat(ours).as("%s in %s", path, tree).isEqualTo(theirs);
            assertThat(ours instanceof List).as("%s in %s", path, tree).isEqualTo(theirs instanceof List);
            found += ours == null ? 0 : 1;
            lists += ours instanceof List ? 1 : 0;
        }
        assertThat(found).isGreaterThan(3_000);
        assertThat(lists).isGreaterThan(1_000);
    }

    @Test
    void whatIsMoreThanNamesIsLeftToJsonata() {
        assertThat(List.of(
                        "$", "a[0]", "a.b & c", "in", "true", "a.function", "a..b", "a.", ".a", "a b", "1", "``", ""))
                .allSatisfy(text -> assertThat(PlainPath.parse(text)).isEmpty());
        assertThat(PATHS).allSatisfy(text -> assertThat(PlainPath.parse(text)).isPresent());
    }

    private static Map<String, Object> group(Random random, int depth) {
        Map<String, Object> group = new LinkedHashMap<>();
        for (String name : NAMES) {
            Object value = value(random, depth);
            if (value != null) {
                group.put(name, value);
            }
        }
        return group;
    }

    private static @Nullable Object value(Random random, int depth) {
        int kind = random.nextInt(depth > 4 ? 3 : 8);
        return switch (kind) {
            case 0 -> null;
            case 1 -> "text" + random.nextInt(9);
            case 2 -> random.nextBoolean();
            case 3, 4, 5 -> group(random, depth + 1);
            default -> list(random, depth);
        };
    }

    private static @Nullable List<Object> list(Random random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Object member = random.nextInt(12) == 0 ? list(random, depth + 2) : value(random, depth + 1);
            if (member != null) {
                list.add(member);
            }
        }
        return list.isEmpty() ? null : list;
    }
}
