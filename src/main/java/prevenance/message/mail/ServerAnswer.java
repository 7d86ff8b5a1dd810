package prevenance.message.mail;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a failed attempt means, by the stage it came to and the server's answer there (RFC 5321 4.2, RFC 3463).
///
/// @param code  the answer's code; 0 or -1 when there was none
/// @param text  the whole answer, code included
/// @param fault what went wrong on our side of the line, for when there was no answer
record ServerAnswer(Stage stage, int code, String text, String fault) {
    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -]([245])\\.(\\d{1,3})\\.(\\d{1,3})\\b");
    private static final Pattern ABOUT_US =
            Pattern.compile("spam|spf|dkim|dmarc|polic|block|black|reputation|relay|denied|abuse|banned|spoof");
    private static final int LONGEST_REASON = 300;

    SendResult meaning() {
        if (code < 200 || code >= 600) {
            return withoutAnswer();
        }
        String status = status();
        if (stage.beforeMessage()) {
            boolean ourFault = stage == Stage.AUTH && code >= 500 || code == 530 || code == 535;
            return ourFault
                    ? new SendResult.Misconfigured(reason(), shortCode())
                    : new SendResult.ServerDown(reason(), shortCode());
        }
        if (code == 421) {
            return new SendResult.ServerDown(reason(), shortCode());
        }
        if (code == 530 || code == 535 || code == 538) {
            return new SendResult.Misconfigured(reason(), shortCode());
        }
        if (code < 500 || status.endsWith(".2.2")) {
            return new SendResult.Deferred(reason(), shortCode(), status.startsWith("4.7."));
        }
        return refusal(status);
    }

    /// The code and the enhanced status without any text: `550 5.1.1`.
    String shortCode() {
        String status = status();
        return code + (status.isEmpty() ? "" : " " + status);
    }

    private SendResult refusal(String status) {
        boolean policy = status.startsWith("5.7.")
                || status.isEmpty()
                        && ABOUT_US.matcher(text.toLowerCase(Locale.ROOT)).find();
        if (policy) {
            return new SendResult.RefusedMessage(reason(), shortCode(), true);
        }
        if (isAboutTheAddress(status)) {
            return new SendResult.RefusedAddress(reason(), shortCode());
        }
        boolean aboutTheSender = stage == Stage.MAIL && code != 552 && code != 554;
        return aboutTheSender
                ? new SendResult.Misconfigured("the server refuses our sender: " + reason(), shortCode())
                : new SendResult.RefusedMessage(reason(), shortCode(), false);
    }

    // 5.1.7 and 5.1.8 speak of the sender. 5.4.1 after RCPT is how Microsoft 365 says that there is no such mailbox.
    private boolean isAboutTheAddress(String status) {
        if (stage == Stage.MAIL) {
            return false;
        }
        if (status.startsWith("5.1.")) {
            return !status.equals("5.1.7") && !status.equals("5.1.8");
        }
        return stage == Stage.RCPT
                && (status.equals("5.2.1")
                        || status.equals("5.4.1")
                        || status.isEmpty() && (code == 550 || code == 551 || code == 553));
    }

    private SendResult withoutAnswer() {
        String what = "at " + stage + ": " + (fault.isEmpty() ? "the connection ended" : fault);
        if (stage.beforeMessage()) {
            return new SendResult.ServerDown(what, SendResult.NO_ANSWER);
        }
        return stage.mayHaveArrived()
                ? new SendResult.Unclear(what, SendResult.NO_ANSWER)
                : new SendResult.Deferred(what, SendResult.NO_ANSWER, false);
    }

    private String status() {
        Matcher enhanced = ENHANCED.matcher(text);
        return enhanced.find() ? enhanced.group(1) + "." + enhanced.group(2) + "." + enhanced.group(3) : "";
    }

    private String reason() {
        if (stage == Stage.AUTH) {
            // A server may repeat what it was told there.
            return "at " + stage + ": " + shortCode();
        }
        String clean = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String shown = clean.length() > LONGEST_REASON ? clean.substring(0, LONGEST_REASON) + "…" : clean;
        return "at " + stage + ": " + shown;
    }
}
