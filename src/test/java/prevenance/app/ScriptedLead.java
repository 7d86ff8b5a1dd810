package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.app.ScriptedParcel.at;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import prevenance.message.HeldFor;
import prevenance.message.MessageActions;
import prevenance.message.MessageKind;
import prevenance.message.MessageOutcome;
import prevenance.message.OutboxMessage;

/// The lead of the shop's service: reads what waits for approval at nine on every working day, and what she
/// does with it is written here.
final class ScriptedLead {
    static final String OWN_WORDS = "The depot in Lyon is looking for it by hand.";

    private static final String NAME = "lea";
    private static final int HOUR = 9;
    private static final int MANY = 1_000;

    /// What she let go, as order and kind.
    final List<String> approved = new ArrayList<>();

    void live(Prevenance program, ZonedDateTime now) {
        if (now.isEqual(at("Thu 14 15:00"))) {
            assertThat(program.messages().pause("wrong dates in the file", NAME, now.toInstant()))
                    .isTrue();
        } else if (now.isEqual(at("Fri 15 07:00"))) {
            assertThat(program.messages().resume()).isTrue();
        }
        boolean works = now.getDayOfWeek() != DayOfWeek.SUNDAY && now.getHour() == HOUR;
        for (OutboxMessage message : works ? held(program) : List.<OutboxMessage>of()) {
            decide(program.messages(), message, now.toInstant());
        }
    }

    private void decide(MessageActions messages, OutboxMessage held, Instant now) {
        assertThat(held.heldFor()).isEqualTo(HeldFor.APPROVAL);
        OutboxMessage message = held;
        if ("A-rejected".equals(held.orderNumber())) {
            done(messages.reject(held.id(), held.version(), "he has called", NAME, now));
            return;
        }
        if ("A-silent".equals(held.orderNumber()) && held.kind() == MessageKind.SEARCHING) {
            message = done(messages.edit(held.id(), held.version(), "About your parcel", OWN_WORDS, NAME, now));
        }
        OutboxMessage gone = done(messages.approve(message.id(), message.version(), NAME, now));
        approved.add(gone.orderNumber() + " " + gone.kind());
    }

    private static List<OutboxMessage> held(Prevenance program) {
        return program.database().read(tx -> program.outbox().held(tx, MANY));
    }

    private static OutboxMessage done(MessageOutcome outcome) {
        assertThat(outcome).isInstanceOf(MessageOutcome.Done.class);
        return ((MessageOutcome.Done) outcome).message();
    }
}
