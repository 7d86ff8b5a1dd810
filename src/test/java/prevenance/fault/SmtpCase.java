package prevenance.fault;

import java.util.List;
import java.util.stream.Stream;

/// A row of the mail server's faults: where, what, how often, and what must become of the mail that it strikes.
///
/// @param state    in the outbox, at the end
/// @param attempts that the message may have used up: what is the server's trouble alone uses none but the last
/// @param copies   how often the server has it in the end
record SmtpCase(
        String id, String fault, SmtpPoint point, SmtpFault act, int times, String state, int attempts, int copies) {
    private static final String SENT = "SENT";
    private static final String DEAD = "DEAD";

    static Stream<SmtpCase> all() {
        return Stream.of(down(), busy(), putOff(), refused(), broken(), doubtful(), slow(), farewell())
                .flatMap(List::stream);
    }

    /// Whether the recipient is not known yet when it strikes, or when what strikes changes the pace of all mails.
    boolean strikesAnybody() {
        return beforeAnyName(point)
                || id.equals("R2.15")
                || id.equals("R2.13")
                || act instanceof SmtpFault.Say say && say.lines().startsWith("421");
    }

    static boolean beforeAnyName(SmtpPoint point) {
        return point.compareTo(SmtpPoint.RCPT) < 0 || point == SmtpPoint.QUIT;
    }

    private static List<SmtpCase> down() {
        return List.of(
                sent("R2.1", "421 at the greeting", SmtpPoint.CONNECT, new SmtpFault.Say("421 4.3.2 busy"), 2, 1),
                sent("R2.1", "554 at the greeting", SmtpPoint.CONNECT, new SmtpFault.Say("554 5.3.2 no service"), 2, 1),
                sent("R2.1", "drop at connect", SmtpPoint.CONNECT, new SmtpFault.Drop(), 2, 1),
                sent("R2.1", "RST at connect", SmtpPoint.CONNECT, new SmtpFault.Reset(), 2, 1),
                sent("R2.1", "garbage at the greeting", SmtpPoint.CONNECT, new SmtpFault.Garbage(), 2, 1));
    }

    private static List<SmtpCase> busy() {
        return Stream.of(SmtpPoint.MAIL, SmtpPoint.RCPT, SmtpPoint.DATA, SmtpPoint.DOT)
                .map(point -> sent("R2.2", "421 at " + point, point, new SmtpFault.Say("421 4.3.2 closing"), 1, 1))
                .toList();
    }

    private static List<SmtpCase> putOff() {
        return List.of(
                sent("R2.3", "450 greylisting", SmtpPoint.RCPT, new SmtpFault.Say("450 4.2.0 greylisted"), 2, 3),
                sent("R2.3", "451 at RCPT", SmtpPoint.RCPT, new SmtpFault.Say("451 4.3.0 later"), 1, 2),
                sent("R2.3", "452 at RCPT", SmtpPoint.RCPT, new SmtpFault.Say("452 4.2.2 full for now"), 1, 2),
                sent("R2.6", "552 5.2.2 mailbox full", SmtpPoint.RCPT, new SmtpFault.Say("552 5.2.2 full"), 1, 2));
    }

    private static List<SmtpCase> refused() {
        return List.of(
                dead("R2.4", "550 5.1.1 at RCPT", SmtpPoint.RCPT, "550 5.1.1 nobody here"),
                dead("R2.4", "550 5.1.1 at the dot", SmtpPoint.DOT, "550 5.1.1 nobody here"),
                dead("R2.7", "552 5.3.4 too big", SmtpPoint.DOT, "552 5.3.4 too big"),
                dead("R2.7", "554 5.6.0 content", SmtpPoint.DOT, "554 5.6.0 content"));
    }

    private static List<SmtpCase> broken() {
        return List.of(
                sent("R2.10", "drop in the text", SmtpPoint.BODY, new SmtpFault.Drop(), 1, 2),
                sent("R2.10", "RST in the text", SmtpPoint.BODY, new SmtpFault.Reset(), 1, 2),
                sent("R2.10", "drop at the dot", SmtpPoint.DOT, new SmtpFault.Drop(), 1, 2),
                sent("R2.10", "RST at the dot", SmtpPoint.DOT, new SmtpFault.Reset(), 1, 2));
    }

    /// The server has it and the client cannot know: one copy, the same mail.
    private static List<SmtpCase> doubtful() {
        return Stream.of(
                        new SmtpFault.Drop(),
                        new SmtpFault.Reset(),
                        new SmtpFault.Stall(),
                        new SmtpFault.Say("451 4.3.0 unclear"),
                        new SmtpFault.Garbage())
                .map(act -> new SmtpCase(
                        "R2.11",
                        act.getClass().getSimpleName() + " after acceptance",
                        SmtpPoint.ACCEPTED,
                        act,
                        1,
                        SENT,
                        2,
                        2))
                .toList();
    }

    private static List<SmtpCase> slow() {
        List<SmtpCase> stalls = Stream.of(
                        SmtpPoint.CONNECT,
                        SmtpPoint.EHLO,
                        SmtpPoint.MAIL,
                        SmtpPoint.RCPT,
                        SmtpPoint.DATA,
                        SmtpPoint.DOT)
                .map(point -> sent("R2.12", "stall at " + point, point, new SmtpFault.Stall(), 1, 2))
                .toList();
        List<SmtpCase> slow = List.of(
                sent("R2.13", "reply of one byte in 100 ms", SmtpPoint.MAIL, new SmtpFault.Drip(100), 1, 2),
                sent("R2.13", "reply line of 64 KiB", SmtpPoint.RCPT, new SmtpFault.LongLine(), 1, 2),
                sent("R2.13", "endless reply", SmtpPoint.MAIL, new SmtpFault.Endless(), 1, 2));
        return Stream.concat(stalls.stream(), slow.stream()).toList();
    }

    private static List<SmtpCase> farewell() {
        return List.of(
                sent("R2.14", "stall at QUIT", SmtpPoint.QUIT, new SmtpFault.Stall(), 1, 1),
                sent("R2.14", "drop at QUIT", SmtpPoint.QUIT, new SmtpFault.Drop(), 1, 1),
                sent("R2.15", "450 4.7.1 too fast", SmtpPoint.RCPT, new SmtpFault.Say("450 4.7.1 too fast"), 1, 2));
    }

    private static SmtpCase sent(String id, String fault, SmtpPoint point, SmtpFault act, int times, int attempts) {
        return new SmtpCase(id, fault, point, act, times, SENT, attempts, 1);
    }

    private static SmtpCase dead(String id, String fault, SmtpPoint point, String answer) {
        return new SmtpCase(id, fault, point, new SmtpFault.Say(answer), 1, DEAD, 1, 0);
    }

    @Override
    public String toString() {
        return id + " " + fault;
    }
}
