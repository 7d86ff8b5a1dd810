package prevenance.page;

import java.util.Random;

/// Reads many broken photos and ends: run in a process of its own, with the collector of the service.
final class BrokenPhotos {
    private static final int PHOTOS = 100_000;

    private BrokenPhotos() {}

    /// @param arguments none
    public static void main(String... arguments) throws InterruptedException {
        byte[] whole = Pictures.picture("jpeg", 8, 8);
        Random random = new Random(20_261_122);
        Photos photos = new Photos();
        for (int i = 0; i < PHOTOS; i++) {
            byte[] broken = whole.clone();
            // In the tables at the beginning, where the reader has not let go of its buffer.
            for (int change = random.nextInt(8); change >= 0; change--) {
                broken[3 + random.nextInt(60)] = (byte) random.nextInt(256);
            }
            photos.read(broken);
        }
    }
}
