package prevenance.message.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/// A mail whose bytes are sent as they are.
final class StoredMail extends SMTPMessage {
    /// Names the mail when it comes back, in its envelope and in whatever is returned of its headers.
    static final String RETURN = "X-Prevenance-Return";

    private final byte[] bytes;

    StoredMail(Session session, byte[] bytes, @Nullable ReturnAddress returns) throws MessagingException {
        super(session);
        this.bytes = bytes;
        InternetHeaders headers = new InternetHeaders(new ByteArrayInputStream(bytes));
        String token = headers.getHeader(RETURN, null);
        String from = headers.getHeader("From", null);
        String own = returns != null && token != null ? returns.of(token.strip()) : from == null ? null : sender(from);
        if (own != null) {
            setEnvelopeFrom(own);
        }
    }

    /// Several shops send through one server, each in its own name: bounces come back to the one that wrote.
    private static @Nullable String sender(String header) {
        try {
            InternetAddress[] addresses = InternetAddress.parseHeader(header, true);
            return addresses.length == 1 ? LetterWriter.encodable(addresses[0].getAddress()) : null;
        } catch (AddressException _) {
            return null;
        }
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException {
        out.write(bytes);
    }

    @Override
    public @Nullable String getSubject() {
        return null;
    }
}
