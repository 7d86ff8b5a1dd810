package prevenance.console.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import prevenance.config.YamlSection;

/// Of whom more than a password is asked.
///
/// @param demandedOf roles that cannot come in without a second factor; the others may have one
public record FactorSettings(Set<Role> demandedOf) {
    public FactorSettings {
        demandedOf = Set.copyOf(demandedOf);
    }

    /// Everybody may, nobody must.
    public static FactorSettings defaults() {
        return new FactorSettings(Set.of());
    }

    /// Reads the section `console:`, of which the console reads more: `second-factor: [admin, lead]`.
    public static FactorSettings read(YamlSection section) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : section.texts("second-factor")) {
            try {
                roles.add(Role.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                section.problem(
                        "second-factor",
                        "'" + name + "' is no role",
                        "name those who must have a second factor: viewer, agent, lead, admin");
            }
        }
        return new FactorSettings(roles);
    }
}
