package prevenance.message;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// The shops of one installation: the section `shop:`, and what each of `shops:` has of its own.
///
/// @param main   for orders that name none
/// @param others by code, each complete
public record Shops(ShopSettings main, Map<String, ShopSettings> others) {
    // A language's folder of templates has two letters, a shop's at least three.
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{2,31}");

    public Shops {
        others = Map.copyOf(others);
    }

    /// Only this one.
    public static Shops of(ShopSettings only) {
        return new Shops(only, Map.of());
    }

    /// Reads `shop:` and `shops:`.
    ///
    /// @param folder where relative paths start
    public static Shops read(YamlSection root, Path folder) {
        ShopSettings main = ShopSettings.read(root.section("shop"), folder);
        YamlSection all = root.section("shops");
        Map<String, ShopSettings> others = new LinkedHashMap<>();
        all.sections().forEach((code, section) -> {
            if (!CODE.matcher(code).matches()) {
                all.problem(
                        code, "is no code of a shop", "take 3 to 32 small letters, digits and '-', such as maison-lin");
            }
            others.put(code, main.override(section, folder));
        });
        return new Shops(main, others);
    }

    /// The shop of a code; the main one for null, and for a code that is no longer configured.
    public ShopSettings of(@Nullable String code) {
        ShopSettings own = code == null ? null : others.get(code);
        return own == null ? main : own;
    }

    /// The codes that an order may name.
    public Set<String> codes() {
        return others.keySet();
    }
}
