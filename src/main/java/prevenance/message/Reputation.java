package prevenance.message;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Watches how many mails come back and how many customers complain, and stops before the mailbox providers do: Amazon
/// SES looks at a sender from 5 % bounces or 0.1 % complaints on, and stops him at 10 % or 0.5 % (its documentation of
/// sending review, as of November 2026). Those figures of a day, in our own outbox.
public final class Reputation {
    /// By whose name the outbox is paused.
    public static final String WHO = "prevenance";

    private static final Logger LOG = LoggerFactory.getLogger(Reputation.class);
    private static final Duration WINDOW = Duration.ofHours(24);
    // Of few mails a few bad ones say nothing.
    private static final int FEW_BOUNCES = 10;
    private static final int FEW_COMPLAINTS = 3;
    private static final double MANY_BOUNCES = 0.05;
    private static final double TOO_MANY_BOUNCES = 0.10;
    private static final double MANY_COMPLAINTS = 0.001;
    private static final double TOO_MANY_COMPLAINTS = 0.005;

    private final Database database;
    private final ReputationStore store = new ReputationStore();
    private final PauseStore pauses = new PauseStore();
    private String said = "";

    /// Mails of a day and what became of them.
    record Figures(int sent, int bounced, int complaints) {
        boolean bounces(double share) {
            return bounced >= FEW_BOUNCES && bounced > share * sent;
        }

        boolean complains(double share) {
            return complaints >= FEW_COMPLAINTS && complaints > share * sent;
        }
    }

    public Reputation(Database database) {
        this.database = database;
    }

    /// Pauses the outbox when too many mails come back. Bounces that a pause has answered count no more, so that
    /// whoever resumes is not stopped by them again.
    public void watchDue(Instant now) {
        Figures figures = database.read(tx -> store.figures(tx, now.minus(WINDOW)));
        if (figures.bounces(TOO_MANY_BOUNCES) || figures.complains(TOO_MANY_COMPLAINTS)) {
            boolean paused = database.write(tx -> pause(tx, figures, now));
            say(paused ? "too many mails come back or are complained about; sending to customers pauses" : "", figures);
        } else if (figures.bounces(MANY_BOUNCES) || figures.complains(MANY_COMPLAINTS)) {
            say("many mails come back or are complained about; look at the addresses before sending stops", figures);
        } else {
            said = "";
        }
    }

    private boolean pause(Tx tx, Figures figures, Instant now) {
        String why = figures.bounces(TOO_MANY_BOUNCES)
                ? figures.bounced() + " of " + figures.sent() + " mails came back within a day"
                : figures.complaints() + " of " + figures.sent() + " mails were called spam within a day";
        boolean paused = pauses.pause(tx, new Pause(now, WHO, why));
        if (paused) {
            store.judged(tx, now);
        }
        return paused;
    }

    private void say(String what, Figures figures) {
        if (!what.isEmpty() && !what.equals(said)) {
            LOG.atError()
                    .addKeyValue("sent", figures.sent())
                    .addKeyValue("bounced", figures.bounced())
                    .addKeyValue("complaints", figures.complaints())
                    .log(what);
            said = what;
        }
    }
}
