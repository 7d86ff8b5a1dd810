package prevenance.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The make-believe shop's `prevenance.yaml`. Its limits are wide, because many simulated seconds pass in a real
/// one.
final class DemoConfiguration {
    private DemoConfiguration() {}

    /// Writes the file into the demo's folder and returns it.
    static Path write(Path folder, SimulatedCarriers carriers, DemoMailbox mailbox) throws IOException {
        String text = """
            # Written by `prevenance demo`. The carriers and the mail server are simulated on this machine; all
            # credentials are worthless elsewhere.
            shop:
              name: Comptoir des Brumes
              sender: bonjour@example.org
              signature: Maëlle, du Comptoir des Brumes
              url: https://www.example.org
              legal: Comptoir des Brumes SARL, 1 rue de l'Exemple, 69800 Saint-Priest (société inventée)
              locale: fr
              country: FR
              phones:
                default: +33 1 99 00 10 10
            store:
              path: %s
            mail:
              host: 127.0.0.1
              port: %d
              security: none
              workers: 1
            messages: { quiet-from: "21:00", quiet-until: "08:00" }
            # A small shop: fewer parcels make an incident.
            incidents: { minimum: 8 }
            polling:
              adaptive: { enabled: false }
              cadence:
                out-for-delivery: 1h
                in-transit: 4h
                announced: 6h
                pickup: 6h
            carriers:
              laposte:
                base-url: %s
                credentials: { key: %s }
                limits: [{ requests: 1000000, per: 1s }]
                in-flight: 1
              mondial-relay:
                base-url: %s
                credentials: { private-key: %s }
                settings: { brand: %s }
                limits: [{ requests: 1000000, per: 1s }]
                in-flight: 1
              chronopost:
                base-url: %s
                limits: [{ requests: 1000000, per: 1s }]
                in-flight: 1
              ups:
                base-url: %s
                credentials: { client-id: %s, client-secret: %s }
                limits: [{ requests: 1000000, per: 1s }]
                in-flight: 1
              fedex:
                base-url: %s
                credentials: { client-id: %s, client-secret: %s }
                limits: [{ requests: 1000000, per: 1s }]
                in-flight: 1
              dhl:
                base-url: %s
                credentials: { key: %s }
                limits: [{ requests: 1000000, per: 1s }]
                in-flight: 1
                # Short, because it hangs on one afternoon of the story, but not so short that a busy machine feels it.
                timeout: 3s
                breaker: { failures: 2 }
            """.formatted(
                        quoted(folder.resolve("prevenance.db").toString()),
                        mailbox.port(),
                        carriers.address(DemoCarrier.LAPOSTE),
                        Credentials.LAPOSTE_KEY,
                        carriers.address(DemoCarrier.MONDIAL_RELAY),
                        Credentials.MONDIAL_RELAY_PRIVATE_KEY,
                        Credentials.MONDIAL_RELAY_BRAND,
                        carriers.address(DemoCarrier.CHRONOPOST),
                        carriers.address(DemoCarrier.UPS),
                        Credentials.UPS_CLIENT_ID,
                        Credentials.UPS_CLIENT_SECRET,
                        carriers.address(DemoCarrier.FEDEX),
                        Credentials.FEDEX_CLIENT_ID,
                        Credentials.FEDEX_CLIENT_SECRET,
                        carriers.address(DemoCarrier.DHL),
                        Credentials.DHL_KEY);
        Path file = folder.resolve("prevenance.yaml");
        Files.writeString(file, text);
        return file;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
