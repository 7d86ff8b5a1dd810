package prevenance.console;

import java.util.List;

/// The agents' pages: what to do now, parcels, cases.
final class DeskPages {
    /// Their texts.
    static final List<String> BUNDLES = List.of("parcels", "parcel", "cases", "case", "now", "incidents");

    private DeskPages() {}

    static List<ConsolePage> of(ConsoleParts parts, Shell shell) {
        SavedViews views = new SavedViews(shell, parts.database());
        CaseDecisionPage decisions = new CaseDecisionPage(shell, parts);
        CaseView cases = new CaseView(shell, parts, decisions);
        return List.of(
                new NowPage(shell, parts),
                views,
                new ParcelListPage(shell, parts.database(), parts.carriers(), views),
                new ParcelExport(shell, parts.database()),
                new BulkParcels(shell, parts),
                new ParcelPage(shell, parts),
                new CaseListPage(shell, parts, views),
                new IncidentListPage(shell, parts),
                new IncidentPage(shell, parts),
                new CasePage(cases, parts),
                decisions.with(cases));
    }
}
