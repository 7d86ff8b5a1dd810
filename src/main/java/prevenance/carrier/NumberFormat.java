package prevenance.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;
import prevenance.tracking.TrackingNumber;

/// One shape of a carrier's tracking numbers.
///
/// @param name       for people
/// @param pattern    matches the whole number; with a check digit it has the groups `serial` and `check`; a group
///                   `asked` is the part that the carrier is asked for (the number within a barcode)
/// @param sharedWith codes of carriers that take numbers of this shape too
/// @param valid      examples that it takes
/// @param invalid    examples that it does not take
/// @param line       where it stands in its definition
public record NumberFormat(
        String name,
        Pattern pattern,
        CheckDigit check,
        List<String> sharedWith,
        List<String> valid,
        List<String> invalid,
        @Nullable Integer line) {

    /// Whether the number has this shape, check digit included.
    public boolean takes(TrackingNumber number) {
        Matcher match = pattern.matcher(number.value());
        return match.matches()
                && (check.algorithm() == CheckDigit.Algorithm.NONE
                        || check.fits(match.group("serial"), match.group("check")));
    }

    /// The same number with the check digit that belongs to it; empty when it has not this shape, or none is computed.
    public Optional<TrackingNumber> corrected(TrackingNumber number) {
        Matcher match = pattern.matcher(number.value());
        if (check.algorithm() == CheckDigit.Algorithm.NONE || !match.matches()) {
            return Optional.empty();
        }
        StringBuilder corrected = new StringBuilder(number.value());
        corrected.replace(match.start("check"), match.end("check"), check.compute(match.group("serial")));
        return Optional.of(new TrackingNumber(corrected.toString()));
    }

    /// What the carrier wants to be asked for when the number has this shape: the pattern's group `asked`, else all of
    /// it; empty for a number of another shape.
    Optional<TrackingNumber> asked(TrackingNumber number) {
        Matcher match = pattern.matcher(number.value());
        if (!takes(number) || !match.matches()) {
            return Optional.empty();
        }
        boolean part = pattern.namedGroups().containsKey("asked") && match.group("asked") != null;
        return Optional.of(part ? new TrackingNumber(match.group("asked")) : number);
    }

    static NumberFormat read(YamlSection section) {
        Optional<Pattern> read = section.parsed("pattern", "a regular expression", Pattern::compile);
        Pattern pattern = read.orElse(Pattern.compile("(?!)"));
        section.text("pattern");
        YamlSection check = section.section("check");
        CheckDigit.Algorithm algorithm =
                check.choice("algorithm", CheckDigit.Algorithm.class, CheckDigit.Algorithm.NONE);
        List<Integer> weights = new ArrayList<>();
        for (String weight : check.texts("weights")) {
            try {
                weights.add(Integer.valueOf(weight));
            } catch (NumberFormatException notANumber) {
                check.problem("weights", "'" + weight + "' is no whole number", "write [3, 1]");
            }
        }
        boolean fromRight = check.yesNo("from-right", false);
        int plus = check.integer("plus", 0, 0, 9);
        boolean weighted = algorithm == CheckDigit.Algorithm.MOD10 || algorithm == CheckDigit.Algorithm.MOD11;
        if (weighted && weights.isEmpty()) {
            check.problem("weights", "are missing", "write weights: [3, 1]");
            weights.add(1);
        }
        boolean groups = pattern.namedGroups().containsKey("serial")
                && pattern.namedGroups().containsKey("check");
        if (algorithm != CheckDigit.Algorithm.NONE && !groups) {
            read.ifPresent(_ -> section.problem(
                    "pattern",
                    "has no groups 'serial' and 'check'",
                    "write (?<serial>…)(?<check>…) for the check digit"));
            algorithm = CheckDigit.Algorithm.NONE;
        }
        NumberFormat format = new NumberFormat(
                section.text("name"),
                pattern,
                new CheckDigit(algorithm, weights, fromRight, plus),
                section.texts("shared-with"),
                section.texts("valid"),
                section.texts("invalid"),
                section.lineOf("pattern"));
        if (format.valid().isEmpty()) {
            section.problem("valid", "is missing", "give at least one number of this shape");
        }
        if (read.isPresent()) {
            format.valid().forEach(number -> format.tryValid(section, number));
            format.invalid().forEach(number -> format.tryInvalid(section, number));
        }
        return format;
    }

    private void tryValid(YamlSection section, String written) {
        Optional<TrackingNumber> number = number(section, "valid", written);
        if (number.isEmpty() || takes(number.get())) {
            return;
        }
        Optional<TrackingNumber> right = corrected(number.get());
        section.problem(
                "valid",
                "'" + written + "' is not taken: "
                        + right.map(other -> "by its check digit it would be " + other)
                                .orElse("the pattern does not match the whole of it"),
                "correct the example, the pattern or the check");
    }

    private void tryInvalid(YamlSection section, String written) {
        if (number(section, "invalid", written).filter(this::takes).isPresent()) {
            section.problem("invalid", "'" + written + "' is taken", "correct the example, pattern or check");
        }
    }

    private static Optional<TrackingNumber> number(YamlSection section, String key, String written) {
        try {
            return Optional.of(new TrackingNumber(written));
        } catch (IllegalArgumentException impossible) {
            section.problem(key, "'" + written + "' is no number: " + impossible.getMessage(), "write another example");
            return Optional.empty();
        }
    }
}
