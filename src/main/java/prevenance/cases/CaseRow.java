package prevenance.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;

/// A case as a list shows it.
///
/// @param orderNumber    the shop's, or `I-7` for the case of incident 7
/// @param openFlags what is open at its parcel now, for staff or not
/// @param carrier        carrier code, null for a case about an order as a whole
/// @param trackingNumber null for a case about an order as a whole
public record CaseRow(
        ServiceCase serviceCase,
        String orderNumber,
        @Nullable String carrier,
        @Nullable String trackingNumber,
        List<FlagKind> openFlags) {}
