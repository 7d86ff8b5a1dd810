package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.message.CustomerShare;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.testing.TestStore;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.TransitModel;
import prevenance.watch.EventStore;

/// Parcels are read in sets. What is said of one must not depend on which others were read with it.
class JudgingTogetherTest {
    private static final int PARCELS = 51;
    private static final Instant IMPORTED = Instant.parse("2026-11-02T08:00:00Z");
    private static final List<Instant> TURNS =
            List.of(Instant.parse("2026-11-06T10:00:00Z"), Instant.parse("2026-11-20T10:00:00Z"));
    private static final TrackingStatus[] NEWEST = {
        TrackingStatus.TRANSIT_ARRIVED_HUB,
        TrackingStatus.DELIVERED_RECIPIENT,
        TrackingStatus.ATTEMPT_ABSENT,
        TrackingStatus.EXC_DAMAGED,
        TrackingStatus.PICKUP_READY,
        TrackingStatus.TRANSIT_DELAY_WEATHER,
        TrackingStatus.RETURN_UNDER_WAY
    };

    @TempDir
    Path folder;

    @Test
    void fiftyParcelsAtOnceAreJudgedAsEachOfThemAlone() {
        try (Database together = shop("together.db");
                Database alone = shop("alone.db")) {
            for (Instant now : TURNS) {
                answered(together, now);
                answered(alone, now);
                due(together, "id > 0", now);
                assertThat(assessor(together).assessDue(now).assessed()).isEqualTo(PARCELS);
                for (int id = 1; id <= PARCELS; id++) {
                    due(alone, "id = " + id, now);
                    assertThat(assessor(alone).assessDue(now).assessed()).isEqualTo(1);
                    putAside(alone);
                }
                putAside(together);
                for (String table : List.of("flag", "shadow_flag", "parcel")) {
                    assertThat(rows(together, table)).as(table).isEqualTo(rows(alone, table));
                }
            }
            assertThat(kinds(together, "flag"))
                    .contains(
                            "PARTIAL_ORDER",
                            "REFUND_DUE",
                            "REPLACEMENT_SILENT",
                            "CLAIM_DEADLINE",
                            "NOT_RECEIVED",
                            "MAIL_FAILED",
                            "LATE",
                            "DAMAGED");
            assertThat(kinds(together, "shadow_flag")).containsExactly("STALLED");
            assertThat(rows(together, "flag").stream().map(flag -> String.valueOf(flag.get("evidence"))))
                    .as("the outage stood between")
                    .anyMatch(evidence -> evidence.contains(Evidence.NotCounted.OUTAGE));
        }
    }

    private static Assessor assessor(Database database) {
        return new Assessor(
                database,
                RuleSettings.defaults(),
                code -> code,
                TransitModel::none,
                new ShadowFlagSettings(Set.of(FlagKind.STALLED), CustomerShare.none()));
    }

    private static void answered(Database database, Instant now) {
        database.execute(tx -> tx.handle().execute("update parcel set last_answered_at = ?", now));
    }

    private static void due(Database database, String which, Instant now) {
        database.execute(tx -> tx.handle().execute("update parcel set assess_after = ? where " + which, now));
    }

    /// Nothing is due any more; what would be next stands where the desk would look.
    private static void putAside(Database database) {
        database.execute(tx -> tx.handle().execute("""
            update parcel set desk_due_at = assess_after, assess_after = null where assess_after is not null
            """));
    }

    private static List<Map<String, Object>> rows(Database database, String table) {
        return database.read(tx -> tx.handle()
                .createQuery("select * from " + table + " order by id")
                .mapToMap()
                .list());
    }

    private static Set<String> kinds(Database database, String table) {
        return database.read(tx -> tx.handle()
                .createQuery("select distinct kind from " + table)
                .mapTo(String.class)
                .set());
    }

    /// Every third order has two parcels. Around them stands all that is read in sets.
    private Database shop(String name) {
        Database database = TestStore.open(folder.resolve(name), Database.Use.DAEMON);
        database.execute(tx -> {
            for (int id = 1; id <= PARCELS; id++) {
                int order = id % 3 == 0 ? id - 1 : id;
                if (order == id) {
                    tx.handle().execute("""
                        insert into customer_order (id, number, email, locale, country, postcode, imported_at, updated_at)
                        values (?, ?, 'camille@example.org', 'fr', ?, '69003', 0, 0)
                        """, id, "A-" + id, id % 5 == 0 ? "BE" : "FR");
                }
                tx.handle()
                        .execute(
                                """
                                insert into parcel (id, order_id, carrier, tracking_number, leg, promise_date, next_poll_at,
                                    imported_at, updated_at)
                                values (?, ?, ?, ?, 'OUTBOUND', ?, ?, ?, 0)
                                """,
                                id,
                                order,
                                carrier(id),
                                "XX" + id,
                                id % 4 == 0 ? null : "2026-11-0" + (3 + id % 7),
                                TURNS.getLast().plusSeconds(86_400),
                                IMPORTED.plusSeconds(id % 9 * 86_400L));
                new EventStore().add(tx, id, statements(id), IMPORTED);
                if (newest(id) == TrackingStatus.DELIVERED_RECIPIENT) {
                    tx.handle().execute("""
                        update parcel set status = 'delivered.recipient', milestone = 'DELIVERED', status_at = ?,
                            delivered_at = ?
                        where id = ?
                        """, at(9), at(9), id);
                }
            }
            tx.handle().execute("""
                insert into feed_outage (carrier, began_at, ended_at, noticed_at, cause) values
                    ('chronopost', ?, ?, 0, 'FAILED_READS'), ('chronopost', ?, ?, 0, 'FAILED_READS'), ('dhl', ?, ?, 0, 'FAILED_READS')
                """, at(4), at(6), at(9), at(10), at(4), at(5));
            around(tx);
        });
        return database;
    }

    private static void around(Tx tx) {
        for (int id = 1; id <= PARCELS; id += 4) {
            tx.handle().execute("""
                insert into service_case (id, parcel_id, order_id, kind, priority, state, opened_at, due_at)
                select id, id, order_id, 'LATE', 2, 'OPEN', 0, 0 from parcel where id = ?
                """, id);
            tx.handle().execute("""
                insert into refund (reference, order_id, case_id, state, amount_minor, currency, means, decided_at,
                    pay_by_date, imported_at, updated_at)
                select 'R-' || id, order_id, id, ?, 1200, 'EUR', 'CARD', ?, '2026-11-18', 0, 0 from parcel where id = ?
                """, id % 8 == 1 ? "DECIDED" : "TRIGGERED", at(4), id);
            tx.handle().execute("""
                insert into exchange (reference, order_id, case_id, state, promised_at, imported_at, updated_at)
                select 'E-' || id, order_id, id, ?, ?, 0, 0 from parcel where id = ?
                """, id % 3 == 0 ? "PROMISED" : "SHIPPED", at(4), id);
            tx.handle().execute("""
                insert into deadline (deadline_key, kind, order_id, parcel_id, case_id, due_at, source, state, set_at)
                select 'case:' || id || '/claim', 'CLAIM', order_id, id, id, ?, 'carrier', 'OPEN', ? from parcel
                where id = ?
                """, at(22), at(5), id);
            tx.handle().execute("""
                insert into claim (case_id, kind, state, documents, created_at) values (?, 'LOSS', ?, '{}', 0)
                """, id, id % 5 == 0 ? "SENT" : "GATHERING");
        }
        for (int id = 1; id <= PARCELS; id++) {
            List<String> said = new ArrayList<>(List.of("SURVEY"));
            said.addAll(id % 2 == 0 ? List.of("ARRIVED", "NOT_RECEIVED") : List.of("NOT_RECEIVED", "ARRIVED"));
            List<String> mails = id % 3 == 0 ? List.of("SENT", "DEAD") : List.of("DEAD", "SENT", "QUEUED");
            for (int i = 0; i < said.size(); i++) {
                tx.handle().execute("""
                    insert into customer_act (act_key, order_id, parcel_id, kind, at)
                    select ?, order_id, id, ?, ? from parcel where id = ?
                    """, "act-" + id + "-" + i, said.get(i), at(12 + i), id);
            }
            for (int i = 0; i < mails.size(); i++) {
                tx.handle()
                        .execute(
                                """
                                insert into outbox_message (message_key, kind, order_id, parcel_id, locale, facts, state, created_at,
                                    message_id)
                                select ?, 'LATE', order_id, id, 'fr', '{}', ?, ?, ? from parcel where id = ?
                                """,
                                "mail-" + id + "-" + i,
                                mails.get(i),
                                at(8 + i),
                                "<" + id + "." + i + "@example.org>",
                                id);
            }
        }
    }

    private static TrackingStatus newest(int id) {
        return NEWEST[id % NEWEST.length];
    }

    private static String carrier(int id) {
        return List.of("chronopost", "laposte", "dhl").get(id % 3);
    }

    private static Instant at(int day) {
        return Instant.parse("2026-11-01T09:00:00Z").plusSeconds((day - 1) * 86_400L);
    }

    private static List<TrackingEvent> statements(int id) {
        TrackingStatus[] said = id % 11 == 0
                ? new TrackingStatus[0]
                : new TrackingStatus[] {TrackingStatus.ACCEPTED_SCANNED, newest(id)};
        return Arrays.stream(said)
                .map(status -> new TrackingEvent(
                        "C-" + status.wireName(),
                        "words",
                        LocalDateTime.of(2026, 11, 3 + status.wireName().length() % 3, 9, id % 60),
                        ZoneOffset.ofHours(1),
                        status,
                        false,
                        "Lyon",
                        null))
                .toList();
    }
}
