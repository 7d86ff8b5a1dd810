package prevenance.demo;

/// What the make-believe shop got from the make-believe carriers. Worth nothing anywhere else.
final class Credentials {
    static final String LAPOSTE_KEY = "demo-okapi-key";
    static final String MONDIAL_RELAY_BRAND = "BDTEST13";
    static final String MONDIAL_RELAY_PRIVATE_KEY = "demo-private-key";
    static final String UPS_CLIENT_ID = "demo-ups-client";
    static final String UPS_CLIENT_SECRET = "demo-ups-secret";
    static final String FEDEX_CLIENT_ID = "demo-fedex-client";
    static final String FEDEX_CLIENT_SECRET = "demo-fedex-secret";
    static final String DHL_KEY = "demo-dhl-key";

    private Credentials() {}
}
