package prevenance.message.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// A letter as it left, taken apart for people to read.
///
/// @param headers in their order, encoded words put into plain ones
/// @param text    its plain part, null when it has none
/// @param html    its other part, null when it has none; written by us, and to be framed all the same
public record ReadLetter(
        List<HeaderLine> headers,
        @Nullable String text,
        @Nullable String html) {
    /// One header.
    public record HeaderLine(String name, String value) {}

    public ReadLetter {
        headers = List.copyOf(headers);
    }

    /// Reads the bytes of a mail.
    ///
    /// @throws IllegalArgumentException when they are none
    public static ReadLetter of(byte[] bytes) {
        try {
            MimeMessage message =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            List<HeaderLine> headers = new ArrayList<>();
            for (Header header : Collections.list(message.getAllHeaders())) {
                headers.add(new HeaderLine(header.getName(), plain(header.getValue())));
            }
            String html = find(message, "text/html");
            return new ReadLetter(headers, find(message, "text/plain"), html == null ? null : shown(html, message));
        } catch (IOException | MessagingException unreadable) {
            throw new IllegalArgumentException("these bytes are no mail", unreadable);
        }
    }

    private static @Nullable String find(Part part, String type) throws IOException, MessagingException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String found = find(inner, type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /// With the pictures that travel with the mail put into the HTML itself, so that it can be shown outside of it.
    private static String shown(String html, Part part) throws IOException, MessagingException {
        String shown = html;
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                shown = shown(shown, parts.getBodyPart(i));
            }
        } else if (part instanceof MimeBodyPart picture
                && part.isMimeType("image/*")
                && picture.getContentID() != null) {
            String type = new ContentType(picture.getContentType()).getBaseType();
            String name = picture.getContentID().replaceAll("^<|>$", "");
            try (InputStream bytes = picture.getInputStream()) {
                String data = Base64.getEncoder().encodeToString(bytes.readAllBytes());
                shown = shown.replace("\"cid:" + name + "\"", "\"data:" + type + ";base64," + data + "\"");
            }
        }
        return shown;
    }

    private static String plain(String value) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(value));
        } catch (UnsupportedEncodingException _) {
            return value;
        }
    }
}
