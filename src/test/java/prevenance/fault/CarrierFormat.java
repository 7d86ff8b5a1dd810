package prevenance.fault;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How a carrier is asked and speaks. Codes in a [Said] are the carrier's own.
enum CarrierFormat {
    /// Suivi v2: one object for one number, a list for several.
    LA_POSTE("laposte") {
        @Override
        List<String> numbers(String target) {
            String ids = target.replaceFirst("\\?.*", "").replaceFirst(".*/", "");
            return List.of(URLDecoder.decode(ids, StandardCharsets.UTF_8).split(",", -1));
        }

        @Override
        String body(List<String> numbers, Function<String, List<Said>> truth) {
            String items = numbers.stream()
                    .map(number -> entry(number, truth.apply(number)))
                    .collect(Collectors.joining(","));
            return numbers.size() == 1 ? items : "[" + items + "]";
        }

        // S10 numbers with their check digit (UPU S10: weights 8 6 4 2 3 5 9 7, modulo 11).
        @Override
        String number(int i) {
            String serial = "%08d".formatted(11_000_000 + i);
            int[] weights = {8, 6, 4, 2, 3, 5, 9, 7};
            int sum = IntStream.range(0, 8)
                    .map(k -> weights[k] * (serial.charAt(k) - '0'))
                    .sum();
            int check = 11 - sum % 11;
            return "LE" + serial + (check == 10 ? 0 : check == 11 ? 5 : check) + "FR";
        }

        private static String entry(String number, List<Said> said) {
            if (said.isEmpty()) {
                return "{\"returnCode\":404,\"returnMessage\":\"Ressource non trouvée\",\"idShip\":\"" + number + "\"}";
            }
            String events = newestFirst(said)
                    .map(one -> "{\"code\":\"%s\",\"label\":\"%s\",\"date\":\"%s\"}"
                            .formatted(one.code(), one.label(), at(one.at(), 1)))
                    .collect(Collectors.joining(","));
            return """
                {"lang":"fr_FR","scope":"open","returnCode":200,"shipment":{"idShip":"%s","holder":4,"isFinal":false,
                 "timeline":[],"event":[%s],"contextData":{"arrivalCountry":"FR"}}}
                """.formatted(number, events);
        }
    },
    /// Shipment Tracking - Unified: one number at a time.
    DHL("dhl") {
        @Override
        List<String> numbers(String target) {
            String query = target.replaceFirst(".*[?&]trackingNumber=", "").replaceFirst("&.*", "");
            return List.of(URLDecoder.decode(query, StandardCharsets.UTF_8));
        }

        @Override
        String body(List<String> numbers, Function<String, List<Said>> truth) {
            List<Said> said = truth.apply(numbers.getFirst());
            String events = newestFirst(said)
                    .map(one -> "{\"timestamp\":\"%s\",\"statusCode\":\"%s\",\"status\":\"%s\",\"description\":\"%s\"}"
                            .formatted(
                                    at(one.at(), 1),
                                    one.code().replaceFirst("/.*", ""),
                                    one.code().replaceFirst(".*/", ""),
                                    one.label()))
                    .collect(Collectors.joining(","));
            return "{\"shipments\":[{\"id\":\"%s\",\"service\":\"express\",\"events\":[%s]}]}"
                    .formatted(numbers.getFirst(), events);
        }

        // Ten digits, the last of them the others modulo 7.
        @Override
        String number(int i) {
            int serial = 331_881_000 + i;
            return "%09d%d".formatted(serial, serial % 7);
        }
    };

    private final String code;

    CarrierFormat(String code) {
        this.code = code;
    }

    /// The folder's name in `carriers/`.
    String code() {
        return code;
    }

    abstract List<String> numbers(String target);

    abstract String body(List<String> numbers, Function<String, List<Said>> truth);

    abstract String number(int i);

    private static java.util.stream.Stream<Said> newestFirst(List<Said> said) {
        return said.stream().sorted(Comparator.comparing(Said::at).reversed());
    }

    private static String at(Instant instant, int hours) {
        return instant.truncatedTo(ChronoUnit.MILLIS)
                .atOffset(ZoneOffset.ofHours(hours))
                .toString();
    }
}
