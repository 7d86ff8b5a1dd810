package prevenance.bounce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what mail systems send back: reports of failed delivery (RFC 3464) and notices in plain words, complaints
/// (RFC 5965), automatic answers (RFC 3834). Believes nothing: whether a mail of ours is meant, whoever holds the keys
/// decides by [BounceReport#trace()].
public final class BounceReader {
    /// Of a longer mail only the beginning is read, bytes.
    public static final int MOST_BYTES = 512 * 1024;

    private static final int MOST_TRACES = 5;
    private static final int MOST_FAILURES = 20;
    private static final Pattern TOKEN =
            Pattern.compile("(?<![A-Za-z0-9])pv[a-z2-7]{32}(?![A-Za-z0-9])", Pattern.CASE_INSENSITIVE);
    private static final Pattern MESSAGE_ID = Pattern.compile("<pv-[0-9a-f]{32}@[^<>@\\s]{1,190}>");

    private static final Pattern FIELDS =
            Pattern.compile("(?im)^(?:reporting-mta|final-recipient|original-recipient):");

    private BounceReader() {}

    /// Reads one mail, whatever its bytes are; never throws.
    public static BounceReport read(byte[] mail) {
        String text = new String(mail, 0, Math.min(mail.length, MOST_BYTES), StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
        MailPart root = MailPart.read(text);
        NoticeText notice = NoticeText.of(root);
        BounceReport.Trace trace = trace(text, root);
        List<MailPart> parts = root.all().toList();
        for (MailPart part : parts) {
            if (part.type().equals("message/feedback-report")) {
                return complaint(trace, part);
            }
        }
        List<MailPart> forwarded = parts.stream()
                .filter(part -> part.type().equals("message/rfc822"))
                .flatMap(part -> MailPart.read(part.body()).all())
                .toList();
        for (MailPart part : Stream.concat(parts.stream(), forwarded.stream()).toList()) {
            if (part.type().endsWith("delivery-status")) {
                BounceReport reported = StatusReport.read(trace, part.text(), notice);
                if (reported != null) {
                    return reported;
                }
            }
        }
        Matcher fields = FIELDS.matcher(text);
        if (root.type().equals("multipart/report") && fields.find()) {
            BounceReport reported = StatusReport.read(trace, text.substring(fields.start()), notice);
            if (reported != null) {
                return reported;
            }
        }
        boolean returned = parts.stream()
                .anyMatch(part -> part.type().startsWith("message/rfc822")
                        || part.type().startsWith("message/global")
                        || part.type().equals("text/rfc822-headers"));
        return notice.meaning(trace, root.headers(), returned);
    }

    private static BounceReport complaint(BounceReport.Trace trace, MailPart part) {
        String kind = MailHeaders.split(part.text())
                .headers()
                .first("feedback-type")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z-]", "");
        return switch (kind) {
            // A failed authentication is a report about servers, and "not spam" a praise.
            case "auth-failure", "dmarc", "not-spam", "" -> new BounceReport.Other(trace);
            default -> new BounceReport.Complaint(trace, kind.length() > 40 ? kind.substring(0, 40) : kind);
        };
    }

    private static BounceReport.Trace trace(String text, MailPart root) {
        Set<String> tokens = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        find(text, tokens, names);
        root.all()
                .filter(part -> part.parts().isEmpty() && part.headers().has("content-transfer-encoding"))
                .forEach(part -> find(part.text(), tokens, names));
        String own = root.headers().first("message-id");
        return new BounceReport.Trace(List.copyOf(tokens), List.copyOf(names), own.isEmpty() ? null : own);
    }

    private static void find(String text, Set<String> tokens, Set<String> names) {
        Matcher token = TOKEN.matcher(text);
        while (tokens.size() < MOST_TRACES && token.find()) {
            tokens.add(token.group().toLowerCase(Locale.ROOT));
        }
        Matcher name = MESSAGE_ID.matcher(text);
        while (names.size() < MOST_TRACES && name.find()) {
            names.add(name.group());
        }
    }

    /// The fields of a report of delivery (RFC 3464, section 2): one group about the mail, one for each recipient.
    private static final class StatusReport {
        private static final int LONGEST_ADDRESS = 254;

        /// Null when it says nothing of any recipient.
        static @Nullable BounceReport read(BounceReport.Trace trace, String text, NoticeText notice) {
            List<BounceReport.Failure> failures = new ArrayList<>();
            boolean delayed = false;
            boolean other = false;
            for (MailHeaders fields : groups(text)) {
                String status = fields.first("status");
                String action = fields.first("action").strip().toLowerCase(Locale.ROOT);
                if (status.isEmpty() && action.isEmpty() && !fields.has("final-recipient")) {
                    continue;
                }
                if (action.startsWith("delayed")) {
                    delayed = true;
                } else if (action.startsWith("relayed")
                        || action.startsWith("deliver")
                        || action.startsWith("expanded")
                        || action.isEmpty() && status.startsWith("2")) {
                    other = true;
                } else {
                    String recipient = recipient(fields);
                    String said = fields.first("diagnostic-code");
                    failures.add(FailureReading.of(
                            recipient, status, said.isBlank() ? notice.about(recipient) : said, notice.text()));
                }
            }
            if (!failures.isEmpty()) {
                return new BounceReport.Failed(trace, failures);
            }
            return delayed ? new BounceReport.Delayed(trace) : other ? new BounceReport.Other(trace) : null;
        }

        /// Groups are parted by empty lines, or by nothing but the next recipient.
        private static List<MailHeaders> groups(String text) {
            List<MailHeaders> groups = new ArrayList<>();
            for (String lines : text.strip().split("\n[ \t]*\n", MOST_FAILURES + 2)) {
                List<MailHeaders.Line> group = new ArrayList<>();
                for (MailHeaders.Line line :
                        MailHeaders.split(lines.strip() + "\n").headers().lines()) {
                    if (line.name().equals("final-recipient")
                            && new MailHeaders(group).has("final-recipient")
                            && groups.size() < MOST_FAILURES) {
                        groups.add(new MailHeaders(List.copyOf(group)));
                        group.clear();
                    }
                    group.add(line);
                }
                groups.add(new MailHeaders(List.copyOf(group)));
            }
            return groups;
        }

        private static @Nullable String recipient(MailHeaders fields) {
            String field = fields.has("original-recipient")
                    ? fields.first("original-recipient")
                    : fields.first("final-recipient");
            String address = field.substring(field.indexOf(';') + 1).strip().replaceAll("^<|>$", "");
            return address.isEmpty() || address.length() > LONGEST_ADDRESS || address.indexOf('@') < 1 ? null : address;
        }
    }
}
