package prevenance.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingStatus;

/// Reads a history of events from a file with the columns `parcel,carrier,occurred_at,status` in any order; further
/// columns are not read. A row that cannot be read is named and skipped.
public final class EventFile {
    private static final List<String> COLUMNS = List.of("parcel", "carrier", "occurred_at", "status");

    /// Rows that are named one by one; the rest is only counted.
    private static final int MOST_NAMED = 20;

    private static final int REPORT_EVERY = 100_000;

    /// @param problems the first rows that were skipped, each with its line and why
    /// @param skipped  how many were
    /// @param unmapped rows whose status is no word of ours and counts as `unknown.unmapped`
    public record Read(EventHistory history, List<String> problems, long skipped, long unmapped) {}

    private final ZoneId zone;
    private final LongConsumer progress;
    private final EventHistory.Draft draft = new EventHistory.Draft();
    private final Map<String, String> names = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final int[] places = new int[COLUMNS.size()];
    private long skipped;
    private long unmapped;
    private char separator = ',';

    private EventFile(ZoneId zone, LongConsumer progress) {
        this.zone = zone;
        this.progress = progress;
    }

    /// @param zone     of times without an offset
    /// @param progress told how many lines were read
    /// @throws IOException when the file cannot be read or lacks a column
    public static Read read(Path file, ZoneId zone, LongConsumer progress) throws IOException {
        // Undecodable bytes become question marks: they matter in no column that is read.
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            return new EventFile(zone, progress).all(in, file);
        }
    }

    private Read all(BufferedReader in, Path file) throws IOException {
        String header = in.readLine();
        if (header == null) {
            throw new IOException(file + " is empty; its first line must be " + String.join(",", COLUMNS));
        }
        header(header.startsWith("\uFEFF") ? header.substring(1) : header, file);
        long line = 1;
        for (String text = in.readLine(); text != null; text = in.readLine()) {
            line++;
            if (!text.isBlank()) {
                String wrong = row(text);
                if (wrong != null) {
                    skipped++;
                    if (problems.size() < MOST_NAMED) {
                        problems.add("line " + line + ": " + wrong);
                    }
                }
            }
            if (line % REPORT_EVERY == 0) {
                progress.accept(line);
            }
        }
        return new Read(draft.build(), List.copyOf(problems), skipped, unmapped);
    }

    private void header(String header, Path file) throws IOException {
        for (char candidate : new char[] {',', ';', '\t'}) {
            if (header.indexOf(candidate) >= 0) {
                separator = candidate;
                break;
            }
        }
        List<String> titles = cells(header).stream()
                .map(title -> title.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (int i = 0; i < places.length; i++) {
            places[i] = titles.indexOf(COLUMNS.get(i));
            if (places[i] < 0) {
                throw new IOException(file + " has no column '" + COLUMNS.get(i) + "'; its first line must be "
                        + String.join(",", COLUMNS));
            }
        }
    }

    /// @return what is wrong with it, null when nothing is
    private @Nullable String row(String text) {
        List<String> cells = cells(text);
        String[] values = new String[places.length];
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= cells.size()) {
                return "has only " + cells.size() + " values";
            }
            values[i] = cells.get(places[i]).strip();
        }
        if (values[0].isEmpty()) {
            return "names no parcel";
        }
        long at;
        try {
            at = millis(values[2]);
        } catch (DateTimeException notATime) {
            return "'" + shown(values[2]) + "' is not a time such as 2026-03-02T14:05:00+01:00";
        }
        TrackingStatus status =
                TrackingStatus.find(values[3].toLowerCase(Locale.ROOT)).orElse(TrackingStatus.UNKNOWN_UNMAPPED);
        if (status == TrackingStatus.UNKNOWN_UNMAPPED) {
            unmapped++;
        }
        draft.add(values[0], names.computeIfAbsent(values[1], name -> name), at, status);
        return null;
    }

    private long millis(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant().toEpochMilli();
        }
        String iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        boolean offset = iso.endsWith("Z") || iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0;
        return offset
                ? OffsetDateTime.parse(offsetWithColon(iso)).toInstant().toEpochMilli()
                : LocalDateTime.parse(iso).atZone(zone).toInstant().toEpochMilli();
    }

    /// `+0100` and `+01` are as good as `+01:00`.
    private static String offsetWithColon(String iso) {
        int sign = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
        int digits = iso.length() - sign - 1;
        if (iso.endsWith("Z") || sign < 11 || iso.indexOf(':', sign) > 0) {
            return iso;
        }
        return digits == 2
                ? iso + ":00"
                : digits == 4 ? iso.substring(0, sign + 3) + ":" + iso.substring(sign + 3) : iso;
    }

    private List<String> cells(String line) {
        List<String> cells = new ArrayList<>(6);
        if (line.indexOf('"') < 0) {
            int from = 0;
            for (int to = line.indexOf(separator); to >= 0; to = line.indexOf(separator, from)) {
                cells.add(line.substring(from, to));
                from = to + 1;
            }
            cells.add(line.substring(from));
            return cells;
        }
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == separator && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
