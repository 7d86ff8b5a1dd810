package prevenance.demo;

/// Makes tracking numbers that pass the carriers' published formats and check digits. They are invented.
///
/// Check digits: UPU S10 (weights 8 6 4 2 3 5 9 7, modulo 11), UPS 1Z (modulo 10, letters as digits), FedEx twelve
/// digits (weights 3 1 7, modulo 11 then 10), DHL Express ten digits (modulo 7).
final class NumberMint {
    private static final int[] S10_WEIGHTS = {8, 6, 4, 2, 3, 5, 9, 7};
    private static final int[] FEDEX_WEIGHTS = {3, 1, 7};
    private static final String UPS_SHIPPER = "E5A417";

    private NumberMint() {}

    static String mint(DemoCarrier carrier, boolean abroad, Chance chance) {
        return switch (carrier) {
            case LAPOSTE -> abroad ? s10("CB", chance.digits(8)) : "6A" + chance.digits(11);
            case MONDIAL_RELAY -> chance.digits(8);
            case CHRONOPOST -> s10("XY", chance.digits(8));
            case UPS -> ups(UPS_SHIPPER + "68" + chance.digits(7));
            case FEDEX -> fedex(chance.digits(11));
            case DHL -> dhl(chance.digits(9));
        };
    }

    static String s10(String service, String serial) {
        int sum = 0;
        for (int i = 0; i < S10_WEIGHTS.length; i++) {
            sum += digit(serial, i) * S10_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        int digit = check == 10 ? 0 : check == 11 ? 5 : check;
        return service + serial + digit + "FR";
    }

    static String ups(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            int value = Character.isDigit(c) ? c - '0' : (c - 3) % 10;
            sum += i % 2 == 0 ? value : 2 * value;
        }
        return "1Z" + body + (10 - sum % 10) % 10;
    }

    static String fedex(String serial) {
        int sum = 0;
        for (int i = 0; i < serial.length(); i++) {
            sum += digit(serial, i) * FEDEX_WEIGHTS[i % FEDEX_WEIGHTS.length];
        }
        return serial + sum % 11 % 10;
    }

    static String dhl(String serial) {
        return serial + Long.parseLong(serial) % 7;
    }

    private static int digit(String text, int at) {
        return text.charAt(at) - '0';
    }
}
