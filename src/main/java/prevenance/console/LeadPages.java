package prevenance.console;

import java.util.List;
import prevenance.web.ListenerSettings;

/// The pages on which messages are decided, and carriers, rules, figures and people are looked at.
final class LeadPages {
    /// Their texts, and those of mails to the staff.
    static final List<String> BUNDLES = List.of(
            "messages",
            "people",
            "carriers",
            "alerts",
            "insight",
            "rules",
            "programs",
            "trials",
            "coverage",
            "privacy");

    private LeadPages() {}

    static List<ConsolePage> of(ConsoleParts parts, Shell shell, ListenerSettings listener) {
        return List.of(
                new MessagesPage(parts, shell),
                new SuppressedPage(parts, shell),
                new MessagePage(parts, shell),
                new MailFrames(parts, shell),
                new PeoplePage(parts.database(), shell, listener),
                new AuditPage(parts.database(), shell),
                new PrivacyPage(parts.privacy(), shell),
                new ProgramsPage(parts.database(), shell, parts.programs()),
                new CarriersPage(parts, shell),
                new CoveragePage(parts, shell),
                new RulesPage(parts, shell),
                new WhatIfPage(parts, shell),
                new ShadowPage(parts, shell),
                new InsightPage(parts, shell));
    }
}
