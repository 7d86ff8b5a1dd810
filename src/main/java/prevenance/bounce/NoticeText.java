package prevenance.bounce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a mail says to people, without the mail that it returns.
///
/// @param text at most 8,000 characters
record NoticeText(String text) {
    private static final int LONGEST = 8_000;
    private static final int HEADER_LINES = 3;
    private static final Pattern TAG = Pattern.compile("<[^<>]{0,2000}>");
    private static final Pattern MARKUP = Pattern.compile("(?i)<(?:br|/p|/div|/tr|/h[1-6]|/li)\\b[^<>]{0,200}>");
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])?");
    private static final int MOST_LINES = 2_000;
    private static final int MOST_SECTIONS = 20;
    private static final Pattern BEGIN =
            Pattern.compile("^[\\s>*-]{0,12}[<\"]?(" + ADDRESS.pattern() + ")[>\"]?(?=$|:|\\s)");
    private static final Pattern DAEMON = Pattern.compile(
            "(?i)mailer-daemon|post_?master|mail delivery|daemon@|mail deliver system|bounce|no-reply@sns\\.amazonaws");
    private static final Pattern CODE = Pattern.compile("(?<![\\d.])(?:5\\.\\d{1,3}\\.\\d{1,3}|5[05]\\d[ -])");
    private static final Set<String> HEADS = Set.of(
            "received",
            "return-path",
            "message-id",
            "from",
            "to",
            "subject",
            "date",
            "mime-version",
            "content-type",
            "dkim-signature",
            "x-received",
            "reply-to",
            "x-mailer",
            "domainkey-signature",
            "x-originating-ip",
            "delivered-to",
            "sender",
            "user-agent");

    static NoticeText of(MailPart root) {
        List<MailPart> readable = root.all()
                .filter(part -> part.parts().isEmpty())
                .filter(part -> part.type().startsWith("text/plain")
                        || part.type().startsWith("text/html")
                        || part.type().startsWith("multipart/"))
                .toList();
        List<MailPart> plain = readable.stream()
                .filter(part -> !part.type().equals("text/html"))
                .filter(part -> !part.text().isBlank())
                .toList();
        String text = (plain.isEmpty() ? readable : plain)
                .stream().limit(3).map(NoticeText::words).collect(Collectors.joining("\n"));
        String own = beforeReturned(text);
        return new NoticeText(own.length() > LONGEST ? own.substring(0, LONGEST) : own);
    }

    private static String words(MailPart part) {
        String text = part.text();
        if (!part.type().equals("text/html")) {
            return text;
        }
        String lines = MARKUP.matcher(text).replaceAll("\n");
        return TAG.matcher(lines)
                .replaceAll(" ")
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#64;", "@")
                .replace("&amp;", "&");
    }

    /// Up to where the lines begin to look like the headers of a mail.
    private static String beforeReturned(String text) {
        int run = 0;
        int begin = -1;
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            String line = text.substring(at, next).stripTrailing();
            int colon = MailHeaders.nameEnd(line);
            boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (colon > 0 && HEADS.contains(line.substring(0, colon).strip().toLowerCase(Locale.ROOT))) {
                begin = run == 0 ? at : begin;
                if (++run >= HEADER_LINES) {
                    return text.substring(0, begin);
                }
            } else if (!(run > 0 && (folded || colon > 0))) {
                run = 0;
            }
            at = next;
        }
        return text;
    }

    /// What a mail without any report is, by its sender and its words.
    ///
    /// @param returned whether the mail brings another one back
    BounceReport meaning(BounceReport.Trace trace, MailHeaders headers, boolean returned) {
        String subject = FailureWords.folded(headers.plain("subject"));
        String folded = FailureWords.folded(text);
        boolean daemon = DAEMON.matcher(headers.plain("from")).find()
                || headers.has("x-failed-recipients")
                || headers.first("return-path").strip().equals("<>");
        if (returned && FailureWords.speakOfComplaint(subject) || daemon && FailureWords.speakOfComplaint(folded)) {
            return new BounceReport.Complaint(trace, "abuse");
        }
        String submitted = headers.first("auto-submitted").toLowerCase(Locale.ROOT);
        boolean automat = submitted.startsWith("auto-replied")
                || headers.has("x-autoreply")
                || headers.has("x-autorespond")
                || headers.first("precedence").toLowerCase(Locale.ROOT).startsWith("auto");
        boolean failed = FailureWords.speakOfFailure(subject) || FailureWords.speakOfFailure(folded);
        boolean absent = FailureWords.speakOfAbsence(subject) || FailureWords.speakOfAbsence(folded);
        boolean sure = headers.has("x-failed-recipients")
                || returned && failed
                || daemon && (failed || CODE.matcher(folded).find());
        if (!sure && (automat || absent)) {
            return new BounceReport.AutoReply(trace);
        }
        if (FailureWords.speakOfDelay(subject) || !failed && FailureWords.speakOfDelay(folded)) {
            return new BounceReport.Delayed(trace);
        }
        return sure ? new BounceReport.Failed(trace, failures(headers, subject)) : new BounceReport.Other(trace);
    }

    private List<BounceReport.Failure> failures(MailHeaders headers, String subject) {
        List<BounceReport.Failure> failures = new ArrayList<>();
        for (Section section : sections()) {
            failures.add(FailureReading.of(section.address(), "", section.text(), text));
        }
        if (failures.size() == 1 && failures.getFirst().cause() != FailureCause.UNKNOWN || failures.size() > 1) {
            return failures;
        }
        Matcher address =
                ADDRESS.matcher(headers.has("x-failed-recipients") ? headers.first("x-failed-recipients") : text);
        String recipient = address.find() ? address.group() : null;
        return List.of(FailureReading.of(recipient, "", subject + "\n" + text, ""));
    }

    /// What is said of a recipient, empty when he has no part of his own.
    String about(@Nullable String recipient) {
        return sections().stream()
                .filter(section -> section.address().equalsIgnoreCase(recipient))
                .map(Section::text)
                .findFirst()
                .orElse("");
    }

    private record Section(String address, String text) {}

    /// Lines that begin with an address, each with the lines after it.
    private List<Section> sections() {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        StringBuilder lines = new StringBuilder();
        for (String line : text.split("\n", MOST_LINES)) {
            Matcher begin = BEGIN.matcher(line);
            boolean begins = begin.find() && (sections.size() < MOST_SECTIONS || sections.containsKey(begin.group(1)));
            if (begins) {
                lines = sections.computeIfAbsent(begin.group(1), _ -> new StringBuilder());
            }
            lines.append(line, begins ? begin.end() : 0, line.length()).append('\n');
        }
        return sections.entrySet().stream()
                .map(section -> new Section(section.getKey(), section.getValue().toString()))
                .toList();
    }
}
