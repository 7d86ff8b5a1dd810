package prevenance.message.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.OutputStream;
import java.util.Locale;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// The library's transport, which also remembers how far it came and what the server answered there. The exceptions
/// alone do not tell: some hide the code in a nested exception, some replace it by the failure of the clean-up after
/// it.
final class RecordingTransport extends SMTPTransport {
    private Stage stage = Stage.CONNECT;
    private boolean cleaningUp;
    private int code;
    private String text = "";

    RecordingTransport(Session session, URLName server, boolean tls) {
        super(session, server, "smtp", tls);
    }

    /// A new mail begins; nothing has been said about it yet.
    void begin() {
        enter(Stage.CONNECT);
    }

    /// Whether the server said yes to the whole mail, whatever failed afterwards. Any 2xx is a yes (RFC 5321, 4.3.2).
    boolean wasTaken() {
        return stage == Stage.DOT && code >= 200 && code < 300;
    }

    Stage stage() {
        return stage;
    }

    /// The last answer's code; 0 when there was none, -1 when the connection ended or the answer was no SMTP.
    int code() {
        return code;
    }

    /// The last answer, empty when there was none.
    String text() {
        return text;
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        String verb = command.toUpperCase(Locale.ROOT);
        cleaningUp = verb.startsWith("RSET") || verb.startsWith("QUIT") || verb.startsWith("NOOP");
        if (verb.startsWith("EHLO") || verb.startsWith("HELO")) {
            enter(Stage.EHLO);
        } else if (verb.startsWith("STARTTLS")) {
            enter(Stage.STARTTLS);
        } else if (verb.startsWith("AUTH")) {
            enter(Stage.AUTH);
        } else if (verb.startsWith("MAIL")) {
            enter(Stage.MAIL);
        } else if (verb.startsWith("RCPT")) {
            enter(Stage.RCPT);
        } else if (verb.equals("DATA")) {
            enter(Stage.DATA);
        } else if (verb.equals(".")) {
            enter(Stage.DOT);
        }
        super.sendCommand(command);
    }

    @Override
    protected OutputStream data() throws MessagingException {
        OutputStream out = super.data();
        enter(Stage.TEXT);
        return out;
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        int answer = super.readServerResponse();
        if (!cleaningUp) {
            code = answer;
            String last = getLastServerResponse();
            text = last == null ? "" : last.strip();
        }
        return answer;
    }

    private void enter(Stage next) {
        stage = next;
        code = 0;
        text = "";
    }
}
