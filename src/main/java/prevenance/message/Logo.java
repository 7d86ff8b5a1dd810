package prevenance.message;

import java.util.Arrays;
import java.util.Base64;

/// A shop's logo, sent with the mail itself so that nothing is loaded from elsewhere.
///
/// @param width  in pixels of the file
/// @param height in pixels of the file
@SuppressWarnings("ArrayRecordComponent")
public record Logo(byte[] bytes, String mediaType, int width, int height) {
    static final String CONTENT_ID = "logo";
    private static final int MOST_BYTES = 100 * 1024;
    private static final int LEAST_WIDTH = 20;
    private static final int MOST_WIDTH = 2000;
    private static final int WIDEST_SHOWN = 220;
    private static final int HIGHEST_SHOWN = 48;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /// Reads an image's head.
    ///
    /// @throws IllegalArgumentException what is wrong with it, as the end of a sentence about the file
    static Logo of(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("has " + bytes.length / 1024 + " KB");
        }
        Logo logo = bytes.length > 24 && Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length)
                ? new Logo(bytes, "image/png", number(bytes, 16, 4), number(bytes, 20, 4))
                : jpeg(bytes);
        if (logo.width < LEAST_WIDTH || logo.width > MOST_WIDTH || logo.height < 1 || logo.height > MOST_WIDTH) {
            throw new IllegalArgumentException("is " + logo.width + " by " + logo.height + " pixels");
        }
        return logo;
    }

    /// How wide it is shown: at most 220 pixels, and so that it is at most 48 high.
    int shownWidth() {
        double fit = Math.min(1.0, Math.min((double) WIDEST_SHOWN / width, (double) HIGHEST_SHOWN / height));
        return Math.max(1, (int) Math.round(width * fit));
    }

    /// For looking at outside of a mail.
    String dataAddress() {
        return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static Logo jpeg(byte[] bytes) {
        boolean jpeg = bytes.length > 4 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xd8;
        int at = 2;
        while (jpeg && at + 9 < bytes.length && (bytes[at] & 0xff) == 0xff) {
            int marker = bytes[at + 1] & 0xff;
            // The frame's head, whatever its coding: C0 to CF but for the tables C4, C8 and CC.
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                return new Logo(bytes, "image/jpeg", number(bytes, at + 7, 2), number(bytes, at + 5, 2));
            }
            at += 2 + number(bytes, at + 2, 2);
        }
        throw new IllegalArgumentException("is neither PNG nor JPEG");
    }

    private static int number(byte[] bytes, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return number;
    }
}
