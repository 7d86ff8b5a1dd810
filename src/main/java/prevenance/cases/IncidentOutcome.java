package prevenance.cases;

import prevenance.cases.incident.Incident;

/// What became of something that a person wanted to do with an incident.
public sealed interface IncidentOutcome {
    /// Done; the incident as it stands now.
    record Done(Incident incident) implements IncidentOutcome {}

    /// Somebody else changed it meanwhile, or it is closed.
    record Conflict(long incidentId, String why) implements IncidentOutcome {}

    /// It cannot be done; nothing was written.
    record Refused(String why) implements IncidentOutcome {}

    /// There is no such incident.
    record NotFound(long incidentId) implements IncidentOutcome {}
}
