package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prevenance.config.Problems;
import prevenance.tracking.TrackingStatus;

/// What words say, and when they deny a code.
class StatementWordsTest {
    @Test
    void noShippedTableIsDeniedByItsOwnMeaning() {
        CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), new Problems());
        List<String> denied = new ArrayList<>();
        for (String code : catalog.codes()) {
            for (StatusTable table : catalog.definition(code).reply().status().tables()) {
                for (StatusTable.Row row : table.rows()) {
                    if (!row.informational() && StatementWords.deny(row.status(), Accents.fold(row.meaning()))) {
                        denied.add(row.where() + " " + row.key() + " " + row.status() + ": " + row.meaning());
                    }
                }
            }
        }
        assertThat(denied).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delivered.recipient | Votre colis est en cours d'acheminement.                  | true",
                "delivered.recipient | Votre colis est en cours de livraison.                    | true",
                "delivered.recipient | Votre colis sera livré demain.                            | true",
                "delivered.recipient | Votre colis n'a pas pu être livré : vous étiez absent.    | true",
                "delivered.recipient | COLIS REMIS AU LIVREUR                                    | true",
                "delivered.recipient | Colis non livré                                           | true",
                "delivered.recipient | Votre colis est livré.                                    | false",
                "delivered.recipient | Votre colis a été déposé dans votre boîte aux lettres.    | false",
                "delivered.recipient | Livré après un retard                                     | false",
                "delivered.recipient | Out for delivery                                          | true",
                "delivered.recipient | Delivery attempted; recipient not home                    | true",
                "delivered.recipient | The shipment could not be delivered                       | true",
                "delivered.recipient | Arrived at facility                                       | true",
                "delivered.recipient | Left at front door                                        | false",
                "delivered.recipient | Delivered, signed for by the neighbour                    | false",
                "delivered.recipient | Returned to sender                                        | true",
                "delivered.recipient | Die Sendung wird in das Zustellfahrzeug geladen.          | true",
                "delivered.recipient | Die Sendung konnte nicht zugestellt werden.               | true",
                "delivered.recipient | Die Sendung wurde zugestellt.                             | false",
                "delivered.recipient | No se ha podido entregar                                  | true",
                "delivered.recipient | Entregado                                                 | false",
                "delivered.recipient | Niet bezorgd                                              | true",
                "delivered.recipient | Something nobody has ever said                            | false",
                "delivered.collected | In transit                                                | true",
                "return.arrived      | In transit                                                | true",
                "return.arrived      | Delivered to the sender                                   | false",
                "return.arrived      | Retourné à l'expéditeur                                   | false",
                "exc.lost_declared   | Votre colis est livré                                     | true",
                "exc.lost_declared   | Undelivered - Shipment lost                               | false",
                "transit.moving      | Delivered                                                 | false",
            })
    void onlyTheEndOfAJourneyIsDeniedAndOnlyByClearWords(String status, String text, boolean denied) {
        assertThat(StatementWords.deny(TrackingStatus.find(status).orElseThrow(), Accents.fold(text)))
                .isEqualTo(denied);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transit.moving      | Votre colis est livré                | true",
                "out.on_vehicle      | Delivered                            | true",
                "transit.moving      | Delivery address updated             | false",
                "transit.moving      | Will be delivered tomorrow           | false",
                "pickup.ready        | Delivered to the pickup point        | false",
                "return.under_way    | Delivered                            | false",
                "delivered.recipient | Delivered                            | false",
            })
    void aDeliveryThatOnlyTheWordsSayIsSeen(String status, String text, boolean said) {
        assertThat(StatementWords.sayDelivery(TrackingStatus.find(status).orElseThrow(), Accents.fold(text)))
                .isEqualTo(said);
    }
}
