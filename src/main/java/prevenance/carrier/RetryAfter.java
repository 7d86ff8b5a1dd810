package prevenance.carrier;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// The header of RFC 9110, 10.2.3: seconds or an HTTP date.
final class RetryAfter {
    /// Nobody is left unasked for longer than a day because of one header.
    static final Duration LONGEST = Duration.ofHours(24);

    private RetryAfter() {}

    /// Empty when the header is absent, unreadable, zero or past: then our own back-off holds.
    static Optional<Duration> read(Optional<String> header, Instant now) {
        return header.map(String::strip)
                .flatMap(text -> parse(text, now))
                .filter(wait -> wait.isPositive())
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Duration> parse(String text, Instant now) {
        if (text.matches("\\d+")) {
            return Optional.of(text.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, until));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
