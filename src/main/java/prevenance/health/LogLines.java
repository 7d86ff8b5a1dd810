package prevenance.health;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/// Writes the log: the constant words of an event and its facts, as `key=value` for people or as one JSON object for
/// programs. Whatever a text holds, it neither ends its line nor colours the terminal, and an e-mail address in it,
/// such
/// as a library quotes in its exceptions, is masked. Used by `logback.xml`.
public final class LogLines extends EncoderBase<ILoggingEvent> {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final byte[] NOTHING = {};
    private static final Pattern ADDRESS =
            Pattern.compile("[\\p{L}\\p{N}._%+'=/-]+@(?:[\\p{L}\\p{N}-]+\\.)+[\\p{L}\\p{N}-]{2,}");
    // Line ends of Unicode too, and what starts a terminal's commands.
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");
    private static final int MOST_FRAMES = 60;
    private static final int MOST_CAUSES = 5;

    private boolean json;

    /// @param format `text` or `json`, in either case
    public void setFormat(String format) {
        json = format.toLowerCase(Locale.ROOT).equals("json");
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return ((json ? object(event) : text(event)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-5s %s - %s",
                event.getLevel(),
                logger(event),
                clean(String.valueOf(event.getFormattedMessage()))));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                String value = clean(String.valueOf(pair.value));
                boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> c == ' ' || c == '"' || c == '=');
                line.append(' ').append(pair.key).append('=');
                line.append(plain ? value : '"' + value.replace("\"", "'") + '"');
            }
        }
        if (event.getThrowableProxy() != null) {
            line.append('\n').append(trace(event.getThrowableProxy()));
        }
        return line.toString();
    }

    /// The event's own words stand under `event`, because `message` is the id of a message.
    private static String object(ILoggingEvent event) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("time", String.valueOf(event.getInstant()));
        facts.put("level", event.getLevel().toString());
        facts.put("logger", logger(event));
        facts.put("event", clean(String.valueOf(event.getFormattedMessage())));
        facts.put("thread", clean(event.getThreadName()));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                Object value = pair.value;
                facts.putIfAbsent(
                        pair.key,
                        value instanceof Number || value instanceof Boolean ? value : clean(String.valueOf(value)));
            }
        }
        if (event.getThrowableProxy() != null) {
            facts.put("exception", trace(event.getThrowableProxy()));
        }
        return JSON.writeValueAsString(facts);
    }

    private static String logger(ILoggingEvent event) {
        String name = event.getLoggerName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String trace(IThrowableProxy thrown) {
        StringBuilder trace = new StringBuilder();
        IThrowableProxy one = thrown;
        for (int i = 0; one != null && i < MOST_CAUSES; i++) {
            trace.append(i == 0 ? "  " : "\n  caused by ").append(one.getClassName());
            if (one.getMessage() != null) {
                trace.append(": ").append(clean(one.getMessage()));
            }
            StackTraceElementProxy[] frames = one.getStackTraceElementProxyArray();
            int own = frames.length - (i == 0 ? 0 : one.getCommonFrames());
            for (int frame = 0; frame < Math.min(own, MOST_FRAMES); frame++) {
                trace.append("\n    at ").append(frames[frame].getStackTraceElement());
            }
            one = one.getCause();
        }
        return trace.toString();
    }

    private static String clean(String text) {
        return ADDRESS.matcher(CONTROL.matcher(text).replaceAll(" ").strip()).replaceAll("***@***");
    }
}
