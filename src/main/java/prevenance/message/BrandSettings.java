package prevenance.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// The section `brand:` of a shop: what its mails and its page look like.
///
/// @param logo       null: the shop's name stands in its place
/// @param accent     `#2f6f57`: buttons with white text, and lines, on a light background
/// @param accentDark the same on a dark background, with dark text
public record BrandSettings(@Nullable Logo logo, String accent, String accentDark) {
    private static final String WHITE = "#ffffff";
    /// The text on buttons in dark mode, as the layout has it.
    private static final String INK = "#14211b";

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    /// WCAG 2.2, 1.4.3: text of usual size.
    private static final double LEAST_CONTRAST = 4.5;

    /// No logo, a calm green.
    public static BrandSettings defaults() {
        return new BrandSettings(null, "#2f6f57", "#6fbf9d");
    }

    /// @param folder where relative paths start
    public static BrandSettings read(YamlSection section, Path folder) {
        return defaults().override(section, folder);
    }

    /// These, with what another shop says differently.
    BrandSettings override(YamlSection section, Path folder) {
        return new BrandSettings(
                section.optionalText("logo")
                        .map(file -> logo(section, folder.resolve(file)))
                        .orElse(Optional.ofNullable(logo))
                        .orElse(null),
                colour(section, "accent", accent, WHITE, "white text"),
                colour(section, "accent-dark", accentDark, INK, "dark text"));
    }

    private static Optional<Logo> logo(YamlSection section, Path file) {
        try {
            return Optional.of(Logo.of(Files.readAllBytes(file)));
        } catch (IOException _) {
            section.problem("logo", "cannot be read: " + file, "name a PNG or JPEG file of at most 100 KB");
        } catch (IllegalArgumentException unfit) {
            section.problem(
                    "logo",
                    file + " " + unfit.getMessage(),
                    "name a PNG or JPEG file of at most 100 KB, 20 to 2000 wide");
        }
        return Optional.empty();
    }

    private static String colour(YamlSection section, String key, String fallback, String text, String textName) {
        if (!section.has(key)) {
            return fallback;
        }
        String given = section.text(key, fallback).toLowerCase(Locale.ROOT);
        if (!COLOUR.matcher(given).matches()) {
            section.problem(key, "'" + given + "' is not a colour", "write one such as \"#2f6f57\", in quotes");
            return fallback;
        }
        double contrast = contrast(given, text);
        if (contrast < LEAST_CONTRAST) {
            section.problem(
                    key,
                    String.format(Locale.ROOT, "%s on it cannot be read well (contrast %.1f)", textName, contrast),
                    text.equals(WHITE)
                            ? "take a darker colour: 4.5 is the least"
                            : "take a lighter colour: 4.5 is the least");
        }
        return given;
    }

    /// How well one colour can be read on another: 1 not at all, 21 black on white (WCAG 2.2, relative luminance).
    static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double share = (channel & 0xff) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
