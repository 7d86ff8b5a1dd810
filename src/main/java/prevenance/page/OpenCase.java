package prevenance.page;

import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseKind;

/// A case that somebody looks after.
///
/// @param parcelId null: about the order
record OpenCase(long id, @Nullable Long parcelId, CaseKind kind) {}
