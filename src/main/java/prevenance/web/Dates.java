package prevenance.web;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/// Dates, times and amounts as people write them.
public final class Dates {
    private static final long MINUTES_PER_HOUR = 60;
    private static final long HOURS_SHOWN = 48;

    private Dates() {}

    /// `mardi 1er décembre`, `Tuesday 1 December`.
    public static String day(LocalDate date, Locale locale) {
        return date.format(DateTimeFormatter.ofPattern("EEEE " + number(date, locale) + " MMMM", locale));
    }

    /// `1er déc. 2026`, `1 Dec 2026`.
    public static String date(LocalDate date, Locale locale) {
        return date.format(DateTimeFormatter.ofPattern(number(date, locale) + " MMM uuuu", locale));
    }

    /// `17 nov. 14:05`.
    public static String moment(Instant at, ZoneId zone, Locale locale) {
        return at.atZone(zone).format(DateTimeFormatter.ofPattern("d MMM HH:mm", locale));
    }

    /// `14:05`.
    public static String clock(Instant at, ZoneId zone, Locale locale) {
        return at.atZone(zone).format(DateTimeFormatter.ofPattern("HH:mm", locale));
    }

    /// `il y a 3 h`, `in 2 days`.
    public static String ago(Instant at, Instant now, Locale locale) {
        boolean french = locale.getLanguage().equals("fr");
        boolean future = at.isAfter(now);
        long minutes = Duration.between(at, now).abs().toMinutes();
        if (minutes == 0) {
            return french ? "à l’instant" : "just now";
        }
        long hours = minutes / MINUTES_PER_HOUR;
        String length;
        if (minutes < MINUTES_PER_HOUR) {
            length = minutes + " min";
        } else if (hours < HOURS_SHOWN) {
            length = hours + " h";
        } else {
            length = hours / 24 + (french ? " jours" : " days");
        }
        if (french) {
            return (future ? "dans " : "il y a ") + length;
        }
        return future ? "in " + length : length + " ago";
    }

    /// `49,90 €`, `€49.90`.
    ///
    /// @param minor in the currency's smallest unit
    public static String money(long minor, String currencyCode, Locale locale) {
        Currency currency = Currency.getInstance(currencyCode);
        NumberFormat format =
                NumberFormat.getCurrencyInstance(locale.getLanguage().equals("fr") ? Locale.FRANCE : Locale.UK);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(currency.getDefaultFractionDigits());
        format.setMaximumFractionDigits(currency.getDefaultFractionDigits());
        return format.format(BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()));
    }

    private static String number(LocalDate date, Locale locale) {
        return locale.getLanguage().equals("fr") && date.getDayOfMonth() == 1 ? "'1er'" : "d";
    }
}
