package prevenance.assess;

import java.time.Instant;
import java.util.Optional;

/// Something is wrong with the parcel, and the word about it did not reach the customer: somebody calls
/// or writes a letter.
final class MailFailedRule implements Rule {
    @Override
    public String name() {
        return "mail-failed/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.MAIL_FAILED;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Instant failed = dossier.around().order().mailFailedAt();
        if (failed == null) {
            return Optional.empty();
        }
        Optional<Flag> told = dossier.openFlags().stream()
                .filter(flag -> flag.forCustomer() && flag.kind() != FlagKind.MAIL_FAILED)
                .findFirst();
        if (told.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                kind(),
                1,
                true,
                false,
                failed,
                Facts.of(dossier.order().email() == null ? "mail.no-address" : "mail.failed")
                        .with("failed", failed)
                        .with("by", told.get().kind().name())
                        .reason(),
                EvidenceDraft.of(name())
                        .fact("mail-failed", failed)
                        .fact("about", told.get().kind().name())
                        .evidence()));
    }
}
