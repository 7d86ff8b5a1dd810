package prevenance.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;
import prevenance.store.Tx;

/// What may have been told already, after a copy of the database was put in its place. What left between the copy and
/// the end of the former database is not known here: nothing leaves for customers until somebody has said until when
/// that one was sending. What was due by then is taken for said and shown as such; where it cannot be told, a person
/// is asked about that message.
public final class OutboxEpoch {
    /// How the reason of each message begins that does not leave for that cause.
    public static final String REASON = "restored: ";

    /// The name of what holds.
    static final String WHO = "restore";

    /// Every parcel is asked about within a day: by then whatever happened before has come up again.
    private static final Duration COMES_UP_WITHIN = Duration.ofHours(26);

    private static final Logger LOG = LoggerFactory.getLogger(OutboxEpoch.class);
    private static final int SHOWN = 1_000;

    private final Database database;
    private final EpochStore epochs = new EpochStore();
    private final PauseStore pauses = new PauseStore();

    /// What somebody's word did.
    ///
    /// @param takenForSaid messages that do not leave
    /// @param leaving      messages that leave now, or when it is their time
    public record Decided(int takenForSaid, int leaving) {}

    public OutboxEpoch(Database database) {
        this.database = database;
    }

    /// Empty for a database that never was a copy.
    public Optional<Afterlife> find() {
        return database.read(epochs::find);
    }

    /// At the start of the daemon, before anything is sent: holds everything when the database is a copy about which
    /// nobody has decided.
    ///
    /// @param language of the word that stands above the staff's pages
    /// @return what is held, empty when nothing is
    public Optional<Afterlife> hold(Locale language, Instant now) {
        return database.<Optional<Afterlife>>write(tx -> {
            Optional<Afterlife> found = epochs.find(tx).filter(Afterlife::isUndecided);
            if (found.isPresent()) {
                epochs.started(tx, now);
                pauses.pause(tx, new Pause(now, WHO, why(language, found.get())));
                LOG.atWarn()
                        .addKeyValue("backup", found.get().backedUpAt())
                        .log("restored from a backup: nothing leaves for customers until somebody has decided");
            }
            return found;
        });
    }

    /// Makes a database that was restored by other means one about which has to be decided.
    ///
    /// @param backedUpAt the data is that of this instant
    public void mark(Instant backedUpAt, Locale language, Instant now) {
        database.execute(tx -> epochs.mark(tx, backedUpAt));
        hold(language, now);
    }

    /// What waits; at most 1000 of each.
    public Afterlife.Waiting waiting(Afterlife epoch) {
        return database.<Afterlife.Waiting>read(tx ->
                new Afterlife.Waiting(epochs.waiting(tx, epoch, false, SHOWN), epochs.waiting(tx, epoch, true, SHOWN)));
    }

    /// Lets leave what the former database cannot have sent.
    ///
    /// @param after until then the former one was sending
    /// @return empty when nothing was to be decided
    public Optional<Decided> decide(Instant after, String who, Instant now) {
        return database.<Optional<Decided>>write(tx -> {
            Optional<Afterlife> found = epochs.find(tx).filter(Afterlife::isUndecided);
            if (found.isEmpty() || !epochs.decide(tx, after, who, now)) {
                return Optional.empty();
            }
            int said = epochs.takeForSaid(
                    tx,
                    found.get(),
                    after,
                    REASON + "was due before " + after
                            + ", when the former database was still sending; taken for said");
            pauses.current(tx).filter(pause -> pause.by().equals(WHO)).ifPresent(_ -> pauses.resume(tx));
            int leaving = epochs.waiting(tx, found.get(), false, Integer.MAX_VALUE)
                            .size()
                    + epochs.waiting(tx, found.get(), true, Integer.MAX_VALUE).size();
            LOG.atInfo()
                    .addKeyValue("after", after)
                    .addKeyValue("takenForSaid", said)
                    .addKeyValue("leaving", leaving)
                    .log("decided what leaves after the restore");
            return Optional.of(new Decided(said, leaving));
        });
    }

    /// Whether nobody has decided yet.
    static boolean isUndecided(Tx tx) {
        return new EpochStore().find(tx).filter(Afterlife::isUndecided).isPresent();
    }

    private static String why(Locale language, Afterlife epoch) {
        return language.getLanguage().equals("fr")
                ? "base restaurée d'une sauvegarde du " + epoch.backedUpAt()
                        + " ; dire jusqu'à quand l'ancienne envoyait : prevenance outbox resume --after …"
                : "restored from a backup of " + epoch.backedUpAt()
                        + "; say until when the former one was sending: prevenance outbox resume --after …";
    }

    /// What is to become of a message that came up since the restore, before its first attempt.
    static final class Filter {
        private final EpochStore epochs = new EpochStore();
        private final AddressStore addresses = new AddressStore();
        private final DecisionStore decisions = new DecisionStore();
        private final DispatchStore store;

        Filter(DispatchStore store) {
            this.store = store;
        }

        /// Whether it may leave. What was told before is taken for said, and what may have been waits for a person.
        boolean lets(Tx tx, OutboxMessage message, SendHours hours, Instant now) {
            Optional<Afterlife> found = epochs.find(tx);
            if (found.isEmpty()
                    || message.state() == MessageState.SHADOW
                    || message.id() <= found.get().lastMessage()
                    || isDecidedByAPerson(message)) {
                return true;
            }
            Afterlife epoch = found.get();
            Instant after = epoch.resumeAfter();
            Instant decided = epoch.decidedAt();
            if (after == null || decided == null || message.createdAt().isAfter(decided.plus(COMES_UP_WITHIN))) {
                return after != null;
            }
            Optional<EpochStore.Cause> cause = epochs.causeOf(tx, message, addresses.ruleOf(tx, message));
            boolean later = cause.map(EpochStore.Cause::at)
                    .map(at -> hours.earliest(at, addresses.destination(tx, message.orderId())))
                    .filter(at -> at.isAfter(after))
                    .isPresent();
            if (later) {
                return true;
            }
            if (cause.isPresent() && cause.get().knownAt().isAfter(epoch.backedUpAt())) {
                store.silence(
                        tx,
                        message,
                        REASON + "its cause came before " + after
                                + ", when the former database was still sending; taken for said",
                        now);
            } else {
                decisions.hold(tx, message, REASON + "may have left before; release or reject it", WHO, now);
            }
            return false;
        }

        private static boolean isDecidedByAPerson(OutboxMessage message) {
            return message.decidedBy() != null && !message.decidedBy().equals(WHO);
        }
    }
}
