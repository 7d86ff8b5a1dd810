package prevenance.bounce;

import java.nio.charset.StandardCharsets;

/// Mails as mail systems send them back, made up.
final class Notices {
    static final String MESSAGE_ID = "<pv-0123456789abcdef0123456789abcdef@boutique.example>";

    private Notices() {}

    /// A report as Postfix writes it.
    ///
    /// @param to    whom it is sent to: the returned mail's envelope sender
    /// @param token stands in the returned headers, empty for none
    static byte[] report(String to, String token, String status, String diagnostic) {
        return mail("""
            Return-Path: <>
            Delivered-To: %s
            Date: Mon, 23 Nov 2026 10:00:00 +0100
            From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
            Subject: Undelivered Mail Returned to Sender
            To: %s
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Message-ID: <report-%s@mx.example.net>
            Content-Type: multipart/report; report-type=delivery-status;
            \tboundary="cut/here"

            --cut/here
            Content-Description: Notification
            Content-Type: text/plain; charset=us-ascii

            This is the mail system at host mx.example.net.

            <camille@example.org>: host mx.example.org said:
                %s (in reply to RCPT TO command)

            --cut/here
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net
            Arrival-Date: Mon, 23 Nov 2026 09:59:00 +0100

            Final-Recipient: rfc822; camille@example.org
            Action: failed
            Status: %s
            Diagnostic-Code: smtp; %s

            --cut/here
            Content-Type: text/rfc822-headers

            From: L'Atelier <bonjour@boutique.example>
            To: camille@example.org
            Message-ID: %s
            X-Prevenance-Return: %s

            --cut/here--
            """.formatted(to, to, status, diagnostic, status, diagnostic, MESSAGE_ID, token));
    }

    /// A complaint as feedback loops send it (RFC 5965).
    static byte[] complaint(String token, String kind) {
        return mail("""
            From: fbl@provider.example
            To: fbl@boutique.example
            Message-ID: <complaint@provider.example>
            Content-Type: multipart/report; report-type=feedback-report; boundary=cut

            --cut
            Content-Type: text/plain

            This is an email abuse report.
            --cut
            Content-Type: message/feedback-report

            Feedback-Type: %s
            User-Agent: Example/1.0
            Version: 1
            --cut
            Content-Type: message/rfc822

            From: bonjour@boutique.example
            Message-ID: %s
            X-Prevenance-Return: %s
            Subject: Votre colis

            Bonjour
            --cut--
            """.formatted(kind, MESSAGE_ID, token));
    }

    /// Notices in plain words, as older systems send them.
    static byte[] words(String from, String subject, String charset, String text) {
        byte[] head = mail("""
            Return-Path: <>
            From: %s
            To: bounce@boutique.example
            Subject: %s
            Content-Type: text/plain; charset=%s

            """.formatted(from, subject, charset));
        byte[] body = text.getBytes(java.nio.charset.Charset.forName(charset));
        byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    static byte[] mail(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
