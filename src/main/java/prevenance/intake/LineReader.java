package prevenance.intake;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Lines of a text, whatever ends them, and never more of a line than can be kept.
final class LineReader {
    /// Longer than any row of a shop; what is longer is no row.
    static final int MAX_CHARS = 65_536;

    /// @param number   one-based
    /// @param tooLong  the text is cut
    /// @param ended    false for a last line without a line end
    record Line(long number, String text, boolean tooLong, boolean ended) {}

    private final Reader in;
    private final char[] buffer = new char[16_384];
    private int next;
    private int end;
    private long number;
    private boolean skipLineFeed;

    LineReader(Reader in) {
        this.in = in;
    }

    /// Null at the end.
    @Nullable
    Line next() throws IOException {
        StringBuilder text = new StringBuilder();
        boolean any = false;
        boolean tooLong = false;
        while (fill()) {
            if (skipLineFeed) {
                skipLineFeed = false;
                next += buffer[next] == '\n' ? 1 : 0;
                continue;
            }
            any = true;
            int start = next;
            while (next < end && buffer[next] != '\n' && buffer[next] != '\r') {
                next++;
            }
            int room = Math.min(next - start, MAX_CHARS - text.length());
            text.append(buffer, start, room);
            tooLong |= room < next - start;
            if (next < end) {
                skipLineFeed = buffer[next++] == '\r';
                return new Line(++number, text.toString(), tooLong, true);
            }
        }
        return any ? new Line(++number, text.toString(), tooLong, false) : null;
    }

    private boolean fill() throws IOException {
        while (next >= end) {
            end = in.read(buffer);
            next = 0;
            if (end < 0) {
                end = 0;
                return false;
            }
        }
        return true;
    }
}
