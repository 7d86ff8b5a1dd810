package prevenance.console;

import java.util.Map;
import java.util.TreeMap;
import prevenance.carrier.CarrierDirectory;

/// Carriers as people call them; for templates.
public final class CarrierNames {
    private final Map<String, String> names = new TreeMap<>();

    CarrierNames(CarrierDirectory carriers) {
        carriers.codes().forEach(code -> names.put(code, carriers.traits(code).name()));
    }

    /// The name; the code itself when it is not declared any more.
    public String of(String code) {
        return names.getOrDefault(code, code);
    }

    /// Names by code, of all that are declared.
    public Map<String, String> all() {
        return names;
    }
}
