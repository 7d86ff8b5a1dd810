package prevenance.cases.incident;

import java.time.Instant;
import java.time.LocalDate;

/// Parcels with a new flag that are alike in everything that a cause can lie in.
///
/// @param depot   folded, empty when not known; so are area and service
/// @param day     on which they left
/// @param parcels how many
/// @param fresh   of them, those whose flag still waits
/// @param burst   of them, those flagged within the last minutes
/// @param firstAt the first flag
/// @param lastAt  the last flag
/// @param sinceAt the first reason
record Cell(
        String depot,
        String area,
        String service,
        LocalDate day,
        int parcels,
        int fresh,
        int burst,
        Instant firstAt,
        Instant lastAt,
        Instant sinceAt) {
    /// Its value in a scope; empty when that is not known.
    String value(IncidentScope scope) {
        return switch (scope) {
            case DEPOT -> depot;
            case AREA -> area;
            case SERVICE -> service;
            case DAY -> day.toString();
            case CARRIER, CODE -> "";
        };
    }
}
