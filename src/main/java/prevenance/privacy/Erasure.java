package prevenance.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.privacy.ErasurePlan.PlannedOrder;
import prevenance.privacy.PersonStore.Order;
import prevenance.store.Database;
import prevenance.store.Pages;
import prevenance.store.PrivateFiles;
import prevenance.store.Pseudonyms;
import prevenance.store.Tx;

/// Erases a person (GDPR, article 17): rows, bytes, files, the words of others about him; then searches everything for
/// him and certifies what was found. What goes on about an order holds it up, unless somebody insists: until the goods
/// or the money have come his data is needed to carry the contract out, and he would be the first to be harmed.
final class Erasure {
    private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);

    private final Database database;
    private final Places places;
    private final PersonStore people = new PersonStore();
    private final BlankingStore blanking = new BlankingStore();
    private final SweepStore sweep = new SweepStore();
    private final ErasureStore store = new ErasureStore();
    private final SuppressionStore suppression = new SuppressionStore();
    private final Prover prover;
    private final SpoolFiles spool;

    Erasure(Database database, Places places, Prover prover) {
        this.database = database;
        this.places = places;
        this.prover = prover;
        spool = SpoolFiles.of(places);
    }

    ErasurePlan plan(Person person) {
        return look(person).plan();
    }

    /// What was found of him, without keeping anybody from writing.
    private record Found(List<Order> orders, Traces traces, List<SweepStore.Hit> hits, ErasurePlan plan) {}

    private Found look(Person person) {
        List<Order> orders = database.read(tx -> people.orders(tx, person));
        Traces traces = database.read(tx -> people.traces(tx, person, orders));
        List<SweepStore.Hit> hits = new ArrayList<>();
        // Each table by itself: while one reads, the log of the database cannot be emptied.
        for (Register.Table table : Register.get().tables()) {
            hits.addAll(database.<List<SweepStore.Hit>>read(tx -> sweep.hits(tx, table, traces.all())));
        }
        ByteSearch search = new ByteSearch(traces.all());
        List<String> taken = naming(spool.taken(), search);
        List<String> waiting = naming(spool.waiting(), search);
        String email = person.email();
        ErasurePlan plan = database.read(tx -> new ErasurePlan(
                planned(tx, orders),
                people.rows(tx, orders, email),
                SweepStore.byTable(hits),
                taken,
                waiting,
                email != null && suppression.holds(tx, email),
                email != null && suppression.isStaff(tx, email),
                Pseudonyms.find(tx)
                        .flatMap(known -> store.ofSubject(tx, person.hash(known)))
                        .isPresent()));
        return new Found(orders, traces, hits, plan);
    }

    private List<PlannedOrder> planned(Tx tx, List<Order> orders) {
        return orders.stream()
                .map(order -> new PlannedOrder(order.id(), order.number(), people.matters(tx, order.id())))
                .toList();
    }

    private static List<String> naming(List<Path> files, ByteSearch search) {
        return files.stream()
                .filter(file -> {
                    try {
                        return SpoolFiles.hits(file, search) > 0;
                    } catch (IOException unreadable) {
                        return false;
                    }
                })
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }

    /// What the transaction did.
    private record Swept(
            long id,
            String hash,
            Traces traces,
            int orders,
            List<OpenMatter> forced,
            Map<String, Integer> rows,
            Map<String, Integer> texts,
            int mails,
            boolean suppressed) {}

    private sealed interface Step {
        record Ended(ErasureOutcome outcome) implements Step {}

        record Erased(Swept swept) implements Step {}
    }

    /// @param actor login of who does it, or `terminal`
    /// @param force also when something goes on, which then ends
    ErasureOutcome erase(Person person, String actor, boolean force, Instant now) {
        Found found = look(person);
        if (found.plan().isEmpty() && !found.plan().before()) {
            return new ErasureOutcome.Nothing();
        }
        Step step = database.write(tx -> eraseRows(tx, person, found, actor, force, now));
        return switch (step) {
            case Step.Ended ended -> ended.outcome();
            case Step.Erased erased -> new ErasureOutcome.Done(finish(erased.swept(), actor, now));
        };
    }

    private Step eraseRows(Tx tx, Person person, Found found, String actor, boolean force, Instant now) {
        List<Order> orders = people.orders(tx, person);
        if (!orders.equals(found.orders())) {
            // One more was imported meanwhile, or somebody else is at it.
            return new Step.Ended(new ErasureOutcome.Busy());
        }
        ErasurePlan plan = found.plan().with(planned(tx, orders));
        if (!plan.obstacles().isEmpty() && !force) {
            return new Step.Ended(new ErasureOutcome.Held(plan));
        }
        if (orders.stream().anyMatch(order -> people.isBusy(tx, order.id(), now))) {
            return new Step.Ended(new ErasureOutcome.Busy());
        }
        Traces traces = found.traces();
        Map<String, Integer> rows = new TreeMap<>();
        int mails = 0;
        for (PlannedOrder order : plan.orders()) {
            mails += store.stop(tx, order.id(), now);
            blanking.blank(tx, order.id(), BlankingStore.Why.ERASURE, now)
                    .forEach((table, count) -> rows.merge(table, count, Integer::sum));
            store.explain(tx, order.id(), now);
        }
        boolean suppressed = false;
        String email = person.email();
        if (email != null) {
            for (long id : people.otherMails(tx, email)) {
                store.blankMail(tx, id, now);
                rows.merge("outbox_message", 1, Integer::sum);
            }
            suppressed = suppression.pseudonymise(tx, email);
        }
        Map<String, Integer> texts = sweep.redact(tx, found.hits(), traces.all());
        String hash = person.hash(Pseudonyms.of(tx));
        long id = store.add(tx, hash, actor, plan.orders().size(), now);
        return new Step.Erased(new Swept(
                id,
                hash,
                traces,
                plan.orders().size(),
                List.copyOf(new TreeSet<>(plan.obstacles())),
                rows,
                texts,
                mails,
                suppressed));
    }

    private Certificate finish(Swept swept, String actor, Instant now) {
        ByteSearch search = new ByteSearch(swept.traces().all());
        int files = 0;
        for (Path file : spool.taken()) {
            try {
                files += spool.cut(file, search::finds) ? 1 : 0;
            } catch (IOException kept) {
                LOG.atWarn()
                        .addKeyValue("erasure", swept.id())
                        .addKeyValue("reason", kept.getClass().getSimpleName())
                        .log("a taken file could not be cut");
            }
        }
        // What was overwritten in place is gone; older leftovers between the rows need the whole file written anew.
        Pages.emptyLog(database);
        Proof.Place pages = prover.inPages(swept.traces().all());
        if (pages.hits() > 0) {
            Pages.rewrite(database);
            pages = prover.inPages(swept.traces().all());
        }
        Certificate certificate = new Certificate(
                swept.id(),
                swept.hash(),
                now,
                actor,
                swept.orders(),
                swept.forced(),
                swept.rows(),
                swept.texts(),
                swept.mails(),
                files,
                swept.suppressed(),
                prover.prove(swept.traces(), List.of(), pages));
        database.execute(tx -> store.certify(tx, swept.id(), certificate.text()));
        keepApart(certificate);
        LOG.atInfo()
                .addKeyValue("erasure", swept.id())
                .addKeyValue("orders", swept.orders())
                .addKeyValue("clean", certificate.proof().isClean())
                .log("a person was erased");
        return certificate;
    }

    /// Beside the database, so that a restored backup learns whom to erase again.
    private void keepApart(Certificate certificate) {
        try {
            PrivateFiles.folder(places.certificates());
            List<String> name = new ArrayList<>(List.of("erasure", certificate.subject()));
            name.add(Long.toString(certificate.at().toEpochMilli()));
            Path file = PrivateFiles.file(places.certificates().resolve(String.join("-", name) + ".json"));
            Files.writeString(file, certificate.text());
            PrivateFiles.belongLike(places.certificates(), file);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the person is erased, but the certificate cannot be written to " + places.certificates(), failed);
        }
    }
}
