package prevenance.cases;

import java.util.List;

/// A case with its story, oldest entry first.
public record CaseDetails(CaseRow row, List<CaseEntry> entries) {}
