package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.config.Problems;
import prevenance.tracking.TrackingNumber;
import tools.jackson.databind.json.JsonMapper;

/// Every recorded reply of every carrier with its statements in other orders: the same outcome, the same history.
class ShuffledReplyTest {
    private static final Path FOLDER = Path.of("carriers");
    private static final CarrierCatalog CATALOG = CarrierCatalog.load(FOLDER, new Problems());
    private static final int ROUNDS = 25;

    static List<String> carriers() {
        return List.copyOf(CATALOG.codes());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void theOrderInWhichStatementsStandInAReplyChangesNothing(String code) throws IOException {
        Random random = new Random(20_261_122);
        CarrierDefinition definition = CATALOG.definition(code);
        for (CarrierSample sample : CarrierSample.readAll(FOLDER.resolve(code), new Problems())) {
            RawReply reply = reply(sample, sample.bytes());
            Object tree;
            try {
                tree = ReplyTree.read(reply, definition.reply().format());
            } catch (UnreadableReplyException noTree) {
                continue;
            }
            if (tree == null) {
                continue;
            }
            List<List<Object>> histories = histories(definition, tree);
            Map<TrackingNumber, PollOutcome> expected = read(definition, sample, tree);
            // Else this test would shuffle nothing and not notice it.
            assertThat(!histories.isEmpty() || expected.values().stream().noneMatch(ShuffledReplyTest::isHistory))
                    .as("the statements of %s were found in its reply", sample.name())
                    .isTrue();
            for (int round = 0; round < ROUNDS; round++) {
                histories.forEach(history -> Collections.shuffle(history, random));
                Map<TrackingNumber, PollOutcome> outcomes = read(definition, sample, tree);
                assertThat(outcomes).as(sample.name()).isEqualTo(expected);
                assertThat(outcomes.toString().getBytes(StandardCharsets.UTF_8))
                        .isEqualTo(expected.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static boolean isHistory(PollOutcome outcome) {
        return outcome instanceof PollOutcome.Answered(CarrierReport report)
                && report.history().events().size() > 1;
    }

    /// The lists in the tree in which statements stand, two or more of them.
    private static List<List<Object>> histories(CarrierDefinition definition, @Nullable Object tree) {
        Set<Object> statements = Collections.newSetFromMap(new IdentityHashMap<>());
        ReplyPath.Place root = ReplyPath.Place.root(tree);
        try {
            for (Object entry : definition.reply().items().all(root)) {
                statements.addAll(definition.reply().events().all(root.item(entry)));
            }
        } catch (ReplyPath.PathException noEntries) {
            return List.of();
        }
        List<List<Object>> histories = new ArrayList<>();
        collect(tree, statements, histories);
        return histories;
    }

    private static void collect(@Nullable Object node, Set<Object> statements, List<List<Object>> histories) {
        if (node instanceof Map<?, ?> group) {
            group.values().forEach(member -> collect(member, statements, histories));
        } else if (node instanceof List<?> list) {
            list.forEach(member -> collect(member, statements, histories));
            if (list.size() > 1 && list.stream().anyMatch(statements::contains)) {
                @SuppressWarnings("unchecked")
                List<Object> history = (List<Object>) list;
                histories.add(history);
            }
        }
    }

    private static Map<TrackingNumber, PollOutcome> read(
            CarrierDefinition definition, CarrierSample sample, Object tree) {
        String body;
        if (definition.reply().format() == ReplyReading.Format.JSON) {
            body = JsonMapper.shared().writeValueAsString(tree);
        } else {
            StringBuilder xml = new StringBuilder();
            ((Map<?, ?>) tree).forEach((name, node) -> xml(xml, String.valueOf(name), node));
            body = xml.toString();
        }
        return new ReplyReader(definition, CATALOG)
                .read(
                        sample.asked(),
                        reply(sample, body.getBytes(StandardCharsets.UTF_8)),
                        sample.language().orElse(definition.language()),
                        sample.now());
    }

    private static RawReply reply(CarrierSample sample, byte[] body) {
        String type = String.valueOf(sample.headers().get("Content-Type"));
        return new RawReply(sample.status(), type, Optional.empty(), body);
    }

    /// Attributes become elements, which the reader does not tell apart.
    private static void xml(StringBuilder xml, String name, Object node) {
        if (node instanceof List<?> several) {
            several.forEach(one -> xml(xml, name, one));
            return;
        }
        String tag = name.equals("_text") ? "" : name;
        xml.append(tag.isEmpty() ? "" : "<" + tag + ">");
        if (node instanceof Map<?, ?> group) {
            group.forEach((key, member) -> xml(xml, String.valueOf(key), member));
        } else {
            xml.append(
                    node.toString().replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;"));
        }
        xml.append(tag.isEmpty() ? "" : "</" + tag + ">");
    }
}
