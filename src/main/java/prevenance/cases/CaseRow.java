package prevenance.cases;

import java.util.List;
import prevenance.assess.FlagKind;

/// A case as a list shows it.
///
/// @param openFlags what is open at its parcel now, for staff or not
public record CaseRow(
        ServiceCase serviceCase, String orderNumber, String carrier, String trackingNumber, List<FlagKind> openFlags) {}
