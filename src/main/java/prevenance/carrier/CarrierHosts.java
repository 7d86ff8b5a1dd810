package prevenance.carrier;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Whom a carrier's requests go to.
public final class CarrierHosts {
    private CarrierHosts() {}

    /// Scheme, host and port of its tracking, token and registration requests as the shop has set it up.
    public static List<URI> of(CarrierDefinition definition, CarrierSettings settings) {
        RequestWriter writer = new RequestWriter(definition, settings, List.of(), null, Instant.EPOCH);
        Set<URI> hosts = new LinkedHashSet<>();
        hosts.add(host(writer.address(definition.request())));
        if (definition.auth() instanceof AuthRecipe.Token token) {
            hosts.add(host(writer.address(token.request())));
        }
        definition.registration().ifPresent(recipe -> hosts.add(host(writer.address(recipe.request()))));
        return List.copyOf(hosts);
    }

    private static URI host(String address) {
        URI whole = URI.create(address.replaceFirst("[?#].*", "").replaceFirst("^(https?://[^/]+).*", "$1"));
        return URI.create(whole.getScheme() + "://" + whole.getRawAuthority());
    }
}
