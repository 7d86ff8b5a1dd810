package prevenance.message.mail;

import java.io.IOException;
import javax.net.ssl.SSLSocketFactory;

/// The shop's mail server, as its settings describe it.
public final class MailServer {
    private final MailSettings settings;
    private final SSLSocketFactory trusted;
    private final String envelopeSender;
    private final SendListener listener;
    private final PostingSettings posting;

    /// @param envelopeSender the address that bounces of a mail without a sender of its own go to
    /// @throws IOException when the file of trusted certificates cannot be used; the message names it
    public MailServer(MailSettings settings, String envelopeSender) throws IOException {
        this(settings, envelopeSender, (_, _) -> {}, PostingSettings.plain());
    }

    /// As above.
    ///
    /// @param listener told of each attempt
    /// @param posting  what makes that mails arrive
    public MailServer(MailSettings settings, String envelopeSender, SendListener listener, PostingSettings posting)
            throws IOException {
        this.settings = settings;
        this.listener = listener;
        this.envelopeSender = envelopeSender;
        this.posting = posting;
        trusted = Trust.sockets(settings.certificates());
    }

    public MailSettings settings() {
        return settings;
    }

    /// Makes connections to servers whose certificate is believed.
    public SSLSocketFactory trusted() {
        return trusted;
    }

    public PostingSettings posting() {
        return posting;
    }

    /// A connection of its own; nothing is opened yet.
    public MailConnection connection() {
        return new MailConnection(settings, trusted, envelopeSender, listener, posting.returns());
    }
}
