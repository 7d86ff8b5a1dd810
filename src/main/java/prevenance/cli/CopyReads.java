package prevenance.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import prevenance.aftersales.DeadlineBoard;
import prevenance.aftersales.ExchangeStore;
import prevenance.aftersales.RefundStore;
import prevenance.assess.FlagFilter;
import prevenance.assess.FlagStore;
import prevenance.cases.CaseFilter;
import prevenance.cases.CaseStore;
import prevenance.cases.incident.IncidentStore;
import prevenance.message.MessageFilter;
import prevenance.store.Tx;
import prevenance.watch.ParcelFilter;
import prevenance.watch.ParcelStore;

/// Reads an opened copy as the program reads its database: what these can read, the desk can work with.
final class CopyReads {
    private static final int MANY = 100_000;

    private CopyReads() {}

    /// How many of each could be read, at most 100,000.
    static Map<String, Integer> of(Workbench bench) {
        Instant now = bench.time().instant();
        Map<String, Integer> read = new LinkedHashMap<>();
        Map<String, ToIntFunction<Tx>> questions = new LinkedHashMap<>();
        questions.put(
                "parcels",
                tx -> new ParcelStore().list(tx, ParcelFilter.newest(MANY)).size());
        questions.put(
                "flags",
                tx -> new FlagStore()
                        .list(tx, new FlagFilter(null, null, false, null, MANY))
                        .size());
        questions.put(
                "cases",
                tx -> new CaseStore()
                        .list(tx, new CaseFilter(null, null, null, null, MANY))
                        .size());
        questions.put(
                "incidents", tx -> new IncidentStore().list(tx, null, MANY).size());
        questions.put(
                "messages",
                tx -> bench.outbox()
                        .list(tx, new MessageFilter(null, null, null, MANY))
                        .size());
        questions.put(
                "customers to call", tx -> bench.outbox().callList(tx, MANY).size());
        questions.put("refunds", tx -> new RefundStore().list(tx, null, MANY).size());
        questions.put(
                "exchanges", tx -> new ExchangeStore().list(tx, null, MANY).size());
        questions.put(
                "deadlines",
                tx -> new DeadlineBoard(bench.zone())
                        .list(tx, now, Duration.ofDays(30), MANY)
                        .size());
        questions.forEach(
                (name, question) -> read.put(name, bench.database().<Integer>read(tx -> question.applyAsInt(tx))));
        return read;
    }
}
