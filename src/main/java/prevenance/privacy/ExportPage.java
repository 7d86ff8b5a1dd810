package prevenance.privacy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import prevenance.web.Texts;

/// A person's data to read: one page that needs nothing else, with the columns that mean something to him.
final class ExportPage {
    private static final String STYLE = """
        body{font:16px/1.5 system-ui,sans-serif;background:#f3f1ec;color:#23211d;margin:0 auto;max-width:72rem;padding:2rem}
        section{background:#fff;border-radius:14px;padding:1rem 1.5rem;margin:1.5rem 0;overflow-x:auto}
        h1{font-size:1.6rem}h2{color:#2f6f57}h3{margin:1.2rem 0 .3rem}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #e6e1d6}
        th{color:#6d675b;font-weight:600}td{overflow-wrap:break-word}a{color:#2f6f57}
        """;
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*Z");

    private final Texts texts = PrivacyTexts.all();
    private final Locale locale;
    private final ZoneId zone;
    private final StringBuilder page = new StringBuilder();

    private ExportPage(Locale locale, ZoneId zone) {
        this.locale = Texts.language(locale);
        this.zone = zone;
    }

    static String html(Map<String, @Nullable Object> data, Locale locale, ZoneId zone) {
        return new ExportPage(locale, zone).write(data);
    }

    private String write(Map<String, @Nullable Object> data) {
        String title = escaped(texts.text(locale, "export.title"));
        page.append("<!doctype html>\n<html lang=\"").append(locale.getLanguage());
        page.append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>");
        page.append(title).append("</title><style>").append(STYLE).append("</style></head><body><h1>");
        page.append(title).append("</h1>");
        paragraph(texts.text(locale, "export.intro", when(String.valueOf(data.get("madeAt")))));
        paragraph(texts.text(locale, "export.rights"));
        for (Object order : list(data.get("orders"))) {
            Map<?, ?> tables = (Map<?, ?>) order;
            List<?> head = list(tables.get("customer_order"));
            Object number = head.isEmpty() ? "" : ((Map<?, ?>) head.getFirst()).get("number");
            page.append("<section><h2>")
                    .append(escaped(texts.text(locale, "export.order", String.valueOf(number))))
                    .append("</h2>");
            tables.forEach((table, rows) -> table(texts.text(locale, "table." + table), list(rows)));
            page.append("</section>");
        }
        more("export.mails", data.get("otherMails"));
        more("export.suppressed", data.get("addressSuppressed"));
        return page.append("</body></html>\n").toString();
    }

    private void more(String key, @Nullable Object rows) {
        if (!list(rows).isEmpty()) {
            page.append("<section>");
            table(texts.text(locale, key), list(rows));
            page.append("</section>");
        }
    }

    private void paragraph(String text) {
        page.append("<p>").append(escaped(text)).append("</p>");
    }

    private void table(String title, List<?> rows) {
        Set<String> columns = new LinkedHashSet<>();
        for (Object row : rows) {
            ((Map<?, ?>) row).forEach((name, value) -> {
                if (value != null && !value.equals("") && texts.has("column." + name)) {
                    columns.add(String.valueOf(name));
                }
            });
        }
        page.append("<h3>").append(escaped(title)).append("</h3><table><thead><tr>");
        columns.forEach(name -> page.append("<th scope=\"col\">")
                .append(escaped(texts.text(locale, "column." + name)))
                .append("</th>"));
        page.append("</tr></thead><tbody>");
        for (Object row : rows) {
            page.append("<tr>");
            columns.forEach(name -> cell(value((Map<?, ?>) row, name)));
            page.append("</tr>");
        }
        page.append("</tbody></table>");
    }

    /// An amount in its currency; everything else as it stands.
    private static @Nullable Object value(Map<?, ?> row, String name) {
        Object value = row.get(name);
        if (value instanceof Number minor
                && name.endsWith("_minor")
                && row.get("currency") instanceof String currency) {
            int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
            return BigDecimal.valueOf(minor.longValue(), digits) + " " + currency;
        }
        return value;
    }

    private void cell(@Nullable Object value) {
        page.append("<td>");
        String text = value == null ? "" : value.toString();
        if (text.matches("(mails|replies|photos|files)/[\\w.-]+")) {
            page.append("<a href=\"").append(text).append("\">").append(text).append("</a>");
        } else {
            page.append(escaped(
                    INSTANT.matcher(text).matches()
                            ? when(text)
                            : DAY.matcher(text).matches() ? day(text) : text));
        }
        page.append("</td>");
    }

    private String day(String date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(LocalDate.parse(date));
    }

    private String when(String instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(zone)
                .format(Instant.parse(instant));
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
