package prevenance.cases.incident;

/// A parcel's place in an open incident.
///
/// @param round the wording that it was let go for last; 0: none yet
public record Group(Incident incident, int round) {
    /// The newest wording is to be said, or was.
    public boolean isLetGo() {
        return round > 0 && round >= incident.round();
    }

    /// A wording is approved that its customer has not been let hear yet.
    public boolean isPending() {
        boolean speaks = incident.state() == IncidentState.TELLING || incident.state() == IncidentState.PAUSED;
        return speaks && incident.round() > round;
    }
}
