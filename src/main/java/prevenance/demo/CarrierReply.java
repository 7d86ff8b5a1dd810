package prevenance.demo;

import java.util.Map;

/// What a simulated carrier answers.
record CarrierReply(int status, String contentType, String body, Map<String, String> headers) {
    static CarrierReply json(int status, String body) {
        return new CarrierReply(status, "application/json;charset=UTF-8", body, Map.of());
    }

    static CarrierReply xml(int status, String body) {
        return new CarrierReply(status, "text/xml; charset=utf-8", body, Map.of());
    }

    CarrierReply with(String header, String value) {
        return new CarrierReply(status, contentType, body, Map.of(header, value));
    }
}
