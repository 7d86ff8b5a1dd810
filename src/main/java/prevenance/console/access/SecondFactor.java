package prevenance.console.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import prevenance.store.Tx;

/// What somebody has besides his password: an authenticator whose codes serve once each, and recovery codes for the
/// day it is lost.
public final class SecondFactor {
    /// How many recovery codes somebody gets.
    static final int RECOVERY_CODES = 10;

    /// 120 bits: enough for a fast hash (OWASP ASVS 5.0, 6.5.2 asks a slow one below 112).
    private static final int RECOVERY_BYTES = 15;

    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// What is shown to set an authenticator up, and never afterwards.
    ///
    /// @param key     to be typed, in groups of four letters
    /// @param picture to be photographed, of [#uri]
    /// @param uri     `otpauth://totp/…`
    public record Enrolment(String key, String uri, QrPicture picture) {}

    /// How a code was proven.
    enum Proof {
        CODE,
        RECOVERY
    }

    private final FactorSettings settings;
    private final String issuer;
    private final FactorStore store = new FactorStore();

    /// @param issuer under which an authenticator lists its codes
    public SecondFactor(FactorSettings settings, String issuer) {
        this.settings = settings;
        this.issuer = issuer;
    }

    /// Whether somebody of his role cannot come in without.
    public boolean isDemandedOf(StaffMember person) {
        return settings.demandedOf().contains(person.role());
    }

    /// Whether he has one.
    public boolean isOn(Tx tx, StaffMember person) {
        return store.isOn(tx, person.id());
    }

    /// Recovery codes that were not used yet.
    public int recoveryCodesLeft(Tx tx, StaffMember person) {
        return store.recoveryCodesLeft(tx, person.id());
    }

    /// Makes a new key, which is not in use before [#confirm].
    void propose(Tx tx, StaffMember person, Instant now) {
        store.propose(tx, person.id(), Totp.freshKey(), now);
    }

    /// What is to be set up; empty when nothing was proposed.
    public Optional<Enrolment> enrolment(Tx tx, StaffMember person) {
        return store.find(tx, person.id())
                .flatMap(factor -> Optional.ofNullable(factor.pending()))
                .map(key -> enrolment(person, Totp.letters(key)));
    }

    private Enrolment enrolment(StaffMember person, String key) {
        String uri = "otpauth://totp/" + encoded(issuer) + ":" + encoded(person.login()) + "?secret=" + key + "&issuer="
                + encoded(issuer);
        return new Enrolment(grouped(key, " "), uri, QrPicture.of(uri));
    }

    /// Takes the proposed key into use when its code is right, and makes the recovery codes, shown once.
    ///
    /// @return empty when the code is wrong
    Optional<List<String>> confirm(Tx tx, StaffMember person, String code, Instant now) {
        FactorStore.Factor factor = store.find(tx, person.id()).orElse(null);
        byte[] pending = factor == null ? null : factor.pending();
        if (pending == null) {
            return Optional.empty();
        }
        OptionalLong step = Totp.stepOf(pending, code, now, 0);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        store.confirm(tx, person.id(), step.getAsLong());
        return Optional.of(freshRecoveryCodes(tx, person));
    }

    /// Makes new recovery codes; the former ones are void.
    List<String> freshRecoveryCodes(Tx tx, StaffMember person) {
        List<String> codes = Stream.generate(SecondFactor::recoveryCode)
                .limit(RECOVERY_CODES)
                .toList();
        store.replaceRecoveryCodes(
                tx, person.id(), codes.stream().map(SecondFactor::hash).toList());
        return codes;
    }

    /// Checks a code of the authenticator or a recovery code, and uses it up; empty when it is neither.
    Optional<Proof> prove(Tx tx, StaffMember person, String typed, Instant now) {
        FactorStore.Factor factor = store.find(tx, person.id()).orElse(null);
        if (factor == null || factor.secret() == null) {
            return Optional.empty();
        }
        OptionalLong step = Totp.stepOf(Objects.requireNonNull(factor.secret()), typed, now, factor.lastStep());
        if (step.isPresent()) {
            return store.take(tx, person.id(), step.getAsLong()) ? Optional.of(Proof.CODE) : Optional.empty();
        }
        return store.useRecoveryCode(tx, person.id(), hash(typed), now)
                ? Optional.of(Proof.RECOVERY)
                : Optional.empty();
    }

    void remove(Tx tx, StaffMember person) {
        store.remove(tx, person.id());
    }

    private static String recoveryCode() {
        byte[] bytes = new byte[RECOVERY_BYTES];
        RANDOM.nextBytes(bytes);
        return grouped(Totp.letters(bytes).toLowerCase(Locale.ROOT), "-");
    }

    private static String hash(String typed) {
        return Tokens.hash("recovery", typed.toLowerCase(Locale.ROOT).replaceAll("[^a-z2-7]", ""));
    }

    private static String grouped(String letters, String between) {
        List<String> groups = new ArrayList<>();
        for (int from = 0; from < letters.length(); from += GROUP) {
            groups.add(letters.substring(from, Math.min(letters.length(), from + GROUP)));
        }
        return String.join(between, groups);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
