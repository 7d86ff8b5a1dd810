package prevenance.message;

import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What templates may do with a value besides printing it: `day` (an ISO date as people say it, with its weekday)
/// and
/// `money` (an amount in the smallest unit, with its currency: `refund.amountMinor | money(refund.currency)`).
final class Words extends AbstractExtension {
    @Override
    public Map<String, Filter> getFilters() {
        return Map.of("day", new Day(), "money", new Money());
    }

    @Override
    public List<TokenParser> getTokenParsers() {
        return List.of(new BoundedLoop());
    }

    /// `mardi 24 novembre`, `Tuesday 24 November`.
    static String day(LocalDate date, Locale locale) {
        boolean french = locale.getLanguage().equals("fr");
        String number = french && date.getDayOfMonth() == 1 ? "'1er'" : "d";
        return date.format(DateTimeFormatter.ofPattern("EEEE " + number + " MMMM", locale));
    }

    /// `49,90 €`, `€49.90`.
    static String money(long minor, String currencyCode, Locale locale) {
        Currency currency = Currency.getInstance(currencyCode);
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(currency.getDefaultFractionDigits());
        format.setMaximumFractionDigits(currency.getDefaultFractionDigits());
        return format.format(BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()));
    }

    private static final class Day implements Filter {
        @Override
        public @Nullable List<String> getArgumentNames() {
            return null;
        }

        @Override
        public Object apply(
                @Nullable Object input,
                Map<String, Object> arguments,
                PebbleTemplate self,
                EvaluationContext context,
                int line) {
            try {
                return day(LocalDate.parse(String.valueOf(input)), context.getLocale());
            } catch (DateTimeException noDate) {
                throw new PebbleException(noDate, "'day' needs a date", line, self.getName());
            }
        }
    }

    private static final class Money implements Filter {
        @Override
        public List<String> getArgumentNames() {
            return List.of("currency");
        }

        @Override
        public Object apply(
                @Nullable Object input,
                Map<String, Object> arguments,
                PebbleTemplate self,
                EvaluationContext context,
                int line) {
            try {
                return money(
                        Long.parseLong(String.valueOf(input)),
                        String.valueOf(arguments.get("currency")),
                        context.getLocale());
            } catch (IllegalArgumentException noAmount) {
                throw new PebbleException(noAmount, "'money' needs an amount and a currency", line, self.getName());
            }
        }
    }
}
