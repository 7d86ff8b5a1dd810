package prevenance.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.message.mail.PauseSettings;
import prevenance.message.mail.SendResult;

/// Whether the mail server takes mail at all, and when to look again when it does not. What is wrong is logged once,
/// when it changes.
final class ServerHealth {
    /// What keeps everybody's mail from getting through.
    enum Trouble {
        /// Not reachable, or busy: looked at again soon, then less often.
        DOWN,
        /// Our log-in or our sender is refused: a person must mend it, and too many tries could lock us out.
        MISCONFIGURED,
        /// One mail after the other is refused for what the server thinks of us: every further one does harm.
        DISTRUSTED
    }

    private static final Logger log = LoggerFactory.getLogger(ServerHealth.class);
    private static final Duration TRUST_WINDOW = Duration.ofMinutes(5);
    private static final int TOO_SILENT = 3;

    /// Of one domain: its own servers may be what ours waits for.
    private static final int TOO_SILENT_OF_ONE = 9;

    private static final int FEW = 10;
    private static final double TOO_MANY = 0.05;

    private final PauseSettings pauses;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private @Nullable Trouble trouble;
    private Instant troubleSince = Instant.MIN;
    private int silences;
    private final Set<String> silentDomains = new HashSet<>();
    private String code = "";
    private Duration pause;
    private Instant lookAgainAt = Instant.MIN;

    private record Answer(Instant at, boolean distrust) {}

    ServerHealth(PauseSettings pauses) {
        this.pauses = pauses;
        pause = pauses.first();
    }

    synchronized boolean isUp() {
        return trouble == null;
    }

    /// What is wrong now, empty when mail gets through.
    synchronized Optional<MailTrouble> trouble() {
        return trouble == null ? Optional.empty() : Optional.of(new MailTrouble(trouble.name(), code, troubleSince));
    }

    /// Whether to try now: always when all is well, else once the pause is over. A clock set back does not prolong it.
    synchronized boolean mayTry(Instant now) {
        return trouble == null || !now.isBefore(lookAgainAt) || lookAgainAt.isAfter(now.plus(pause.multipliedBy(2)));
    }

    /// The server spoke to us about a message.
    synchronized void answered(boolean distrust, Instant now) {
        answers.addLast(new Answer(now, distrust));
        while (!answers.isEmpty() && answers.peekFirst().at().isBefore(now.minus(TRUST_WINDOW))) {
            answers.removeFirst();
        }
        long distrusted = answers.stream().filter(Answer::distrust).count();
        boolean tooMany = distrusted >= FEW && distrusted > TOO_MANY * answers.size();
        silences = 0;
        silentDomains.clear();
        if (distrust && (tooMany || trouble == Trouble.DISTRUSTED)) {
            failed(Trouble.DISTRUSTED, "5.7", now);
        } else if (trouble != null) {
            log.atInfo().addKeyValue("was", trouble).log("the mail server takes mail again");
            trouble = null;
            pause = pauses.first();
        }
    }

    /// The server left us without an answer to a message. That may be the message's doing, or its recipient's domain's;
    /// several in a row to more than one domain, many to one, or one while it is down anyway, are the server's.
    synchronized void silent(String domain, Instant now) {
        silences++;
        silentDomains.add(domain);
        int tooMany = silentDomains.size() > 1 ? TOO_SILENT : TOO_SILENT_OF_ONE;
        if (silences >= tooMany || trouble != null) {
            failed(Trouble.DOWN, SendResult.NO_ANSWER, now);
        }
    }

    /// Nobody's mail gets through.
    synchronized void failed(Trouble kind, String answer, Instant now) {
        if (trouble != kind || !code.equals(answer)) {
            log.atError()
                    .addKeyValue("trouble", kind)
                    .addKeyValue("answer", answer)
                    .log("no mail gets through; messages wait");
        }
        boolean again = trouble == kind;
        if (trouble == null) {
            troubleSince = now;
        }
        trouble = kind;
        code = answer;
        pause = switch (kind) {
            case DOWN -> again ? shorter(pause.multipliedBy(2), pauses.longest()) : pauses.first();
            case MISCONFIGURED -> pauses.longest();
            case DISTRUSTED -> pauses.distrusted();
        };
        lookAgainAt = now.plus(pause);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
