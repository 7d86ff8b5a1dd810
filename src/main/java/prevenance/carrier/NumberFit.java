package prevenance.carrier;

import java.util.ArrayList;
import java.util.List;
import prevenance.tracking.TrackingNumber;

/// A carrier whose numbers look like a given one.
///
/// @param carrier its code
/// @param format  the shape that matches
/// @param right   whether the check digit is right, or none is computed
/// @param checked whether one is computed
/// @param nearest the number with the right check digit: itself when it is right
public record NumberFit(String carrier, NumberFormat format, boolean right, boolean checked, TrackingNumber nearest) {

    /// All that fit, those whose check digit is right first, then by carrier.
    public static List<NumberFit> of(CarrierCatalog catalog, TrackingNumber number) {
        List<NumberFit> right = new ArrayList<>();
        List<NumberFit> nearly = new ArrayList<>();
        for (String code : catalog.codes()) {
            for (NumberFormat format : catalog.definition(code).numbers()) {
                boolean checked = format.check().algorithm() != CheckDigit.Algorithm.NONE;
                if (format.takes(number)) {
                    right.add(new NumberFit(code, format, true, checked, number));
                } else {
                    format.corrected(number)
                            .ifPresent(other -> nearly.add(new NumberFit(code, format, false, true, other)));
                }
            }
        }
        right.addAll(nearly);
        return right;
    }
}
