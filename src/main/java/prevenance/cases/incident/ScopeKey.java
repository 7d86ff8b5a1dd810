package prevenance.cases.incident;

/// One depot, area, service, day, carrier or code.
///
/// @param value folded depot; country and postcode area (`FR-69`); service; ISO day; carrier's code; empty for the
///              carrier as a whole
public record ScopeKey(IncidentScope scope, String value) {}
