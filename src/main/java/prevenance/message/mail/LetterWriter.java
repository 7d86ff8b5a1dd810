package prevenance.message.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.IDN;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.ContentTransferEncoding;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.CustomMailer;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.OperationalConfig;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/// Writes letters as MIME: text and HTML as alternatives, UTF-8, quoted-printable. The mail library builds and
/// checks
/// them; its sending part is replaced by keeping the bytes.
public final class LetterWriter {
    // RFC 5322, 3.3; English whatever the letter's language.
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]");

    static {
        // Jakarta Mail looks through every jar for it with each letter, a fifth of the time that a mail takes; it asks
        // this property first.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private final ReentrantLock writing = new ReentrantLock();
    private final Mailer mailer;
    private final @Nullable DkimSigner signer;
    private String date = "";
    private byte @Nullable [] written;

    /// Mails without a signature.
    public LetterWriter() {
        this(null);
    }

    /// @param dkim signs every mail; null: nobody does
    public LetterWriter(@Nullable DkimSettings dkim) {
        signer = dkim == null ? null : new DkimSigner(dkim);
        mailer = MailerBuilder.withTransportStrategy(TransportStrategy.SMTP)
                .trustingAllHosts(false)
                .withCustomMailer(new Keep())
                .buildMailer();
    }

    /// Writes a letter down. Everything that no server could take or that smells of a forged header is refused.
    public WrittenLetter write(Letter letter) {
        String control = firstControl(letter);
        if (control != null) {
            return new WrittenLetter.Unwritable("a line break or control character in " + control);
        }
        String to = encodable(letter.toAddress());
        if (to == null) {
            return new WrittenLetter.Unwritable("the recipient is no address that mail servers take");
        }
        writing.lock();
        try {
            date = DATE.format(letter.date());
            mailer.sendMail(email(letter, to), false).join();
            byte[] bytes = written;
            return bytes == null
                    ? new WrittenLetter.Unwritable("the mail library wrote nothing")
                    : new WrittenLetter.Ready(
                            signer == null
                                    ? bytes
                                    : signer.sign(bytes, letter.date().toInstant()));
        } catch (MailException | IllegalArgumentException refused) {
            return new WrittenLetter.Unwritable("refused when writing: " + refused.getMessage());
        } finally {
            written = null;
            writing.unlock();
        }
    }

    /// The address as servers take it, its domain in ASCII; null when it is none.
    public static @Nullable String encodable(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1) {
            return null;
        }
        try {
            String ascii = address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
            new InternetAddress(ascii, true).validate();
            return ascii.chars().allMatch(c -> c > ' ' && c < 127) ? ascii : null;
        } catch (IllegalArgumentException | AddressException _) {
            return null;
        }
    }

    private static Email email(Letter letter, String to) {
        EmailPopulatingBuilder builder = EmailBuilder.startingBlank()
                .fixingMessageId(letter.messageId())
                .from(letter.fromName(), letter.fromAddress())
                .withSubject(letter.subject())
                .withPlainText(letter.text())
                .withHTMLText(letter.html())
                .withContentTransferEncoding(ContentTransferEncoding.QUOTED_PRINTABLE)
                // RFC 3834: no vacation notice comes back.
                .withHeader("Auto-Submitted", "auto-generated")
                .withHeader("X-Auto-Response-Suppress", "All")
                .withHeader("X-Prevenance-Notification", letter.notificationId())
                .withHeader("Content-Language", letter.language().toLanguageTag());
        if (letter.returnToken() != null) {
            builder.withHeader(StoredMail.RETURN, letter.returnToken());
        }
        if (letter.stopLink() != null) {
            builder.withHeader("List-Unsubscribe", "<" + letter.stopLink() + ">")
                    .withHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        InlineImage logo = letter.logo();
        if (logo != null) {
            builder.withEmbeddedImage(logo.name(), logo.bytes(), logo.mediaType());
        }
        String replyTo = letter.replyTo();
        if (replyTo != null) {
            builder.withReplyTo(replyTo);
        }
        String toName = letter.toName();
        return (toName == null ? builder.to(to) : builder.to(toName, to)).buildEmail();
    }

    private static @Nullable String firstControl(Letter letter) {
        if (hasControl(letter.fromName()) || hasControl(letter.fromAddress())) {
            return "the sender";
        }
        if (hasControl(letter.replyTo())) {
            return "the reply address";
        }
        if (hasControl(letter.toName()) || hasControl(letter.toAddress())) {
            return "the recipient";
        }
        if (hasControl(letter.subject())) {
            return "the subject";
        }
        return hasControl(letter.messageId()) || hasControl(letter.notificationId()) ? "the message's name" : null;
    }

    private static boolean hasControl(@Nullable String text) {
        return text != null && CONTROL.matcher(text).find();
    }

    private final class Keep implements CustomMailer {
        @Override
        public void testConnection(OperationalConfig config, Session session) {
            throw new UnsupportedOperationException("nothing is connected here");
        }

        @Override
        public void sendMessage(OperationalConfig config, Session session, Email email, MimeMessage message) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                message.setHeader("Date", date);
                message.writeTo(bytes);
            } catch (IOException | MessagingException failed) {
                throw new IllegalArgumentException(failed.getMessage(), failed);
            }
            written = bytes.toByteArray();
        }
    }
}
