package prevenance.carrier;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/// ISO 8601 as carriers write it: a day, then perhaps `T` or a blank and a time with 0 to 9 digits of fraction, then
/// perhaps `Z`, `+02:00`, `+0200`, `+02` or `-7:00`. Nearly every time of every reply is written so: it is read digit
/// by digit.
final class IsoTime {
    private static final int MOST_OF_A_FRACTION = 9;
    private static final int LONGEST_OFFSET = "+02:00".length();

    private final String text;
    private int at;

    private IsoTime(String text) {
        this.text = text;
    }

    /// Null when it is not of this form.
    ///
    /// @throws java.time.DateTimeException when there is no such day, time or offset
    static TimePattern.@Nullable Moment read(String text) {
        return new IsoTime(text).moment();
    }

    private TimePattern.@Nullable Moment moment() {
        int year = number(4);
        int month = takes('-') ? number(2) : -1;
        int day = takes('-') ? number(2) : -1;
        if (year < 0 || month < 0 || day < 0) {
            return null;
        }
        LocalDate date = LocalDate.of(year, month, day);
        if (isEnd()) {
            return new TimePattern.Moment(date.atStartOfDay(), false, null);
        }
        boolean timed = takes('T') || takes(' ');
        int hour = timed ? number(2) : -1;
        int minute = takes(':') ? number(2) : -1;
        int second = 0;
        int nano = 0;
        if (takes(':')) {
            second = number(2);
            nano = takes('.') ? fraction() : 0;
        }
        if (hour < 0 || minute < 0 || second < 0 || nano < 0) {
            return null;
        }
        LocalDateTime local = date.atTime(hour, minute, second, nano);
        String rest = text.substring(at).stripLeading();
        if (rest.length() > LONGEST_OFFSET) {
            return null;
        }
        return new TimePattern.Moment(local, true, rest.isEmpty() ? null : TimePattern.offset(rest));
    }

    private boolean isEnd() {
        return at == text.length();
    }

    private boolean takes(char wanted) {
        if (isEnd() || text.charAt(at) != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /// The value of the digit here, which is taken; -1 when there is none.
    private int digit() {
        int value = isEnd() ? -1 : text.charAt(at) - '0';
        if (value < 0 || value > 9) {
            return -1;
        }
        at++;
        return value;
    }

    /// Of so many digits; -1 when there are fewer.
    private int number(int digits) {
        int number = 0;
        for (int i = 0; i < digits; i++) {
            int digit = digit();
            if (digit < 0) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /// Nanoseconds; -1 without any digit.
    private int fraction() {
        int from = at;
        int nano = 0;
        for (int i = 0; i < MOST_OF_A_FRACTION; i++) {
            nano = nano * 10 + Math.max(0, digit());
        }
        return at == from ? -1 : nano;
    }
}
