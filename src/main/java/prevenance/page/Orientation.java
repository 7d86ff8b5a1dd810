package prevenance.page;

import java.awt.geom.AffineTransform;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a camera was held, as it notes in its file (Exif 2.32, tag 0x0112): what must be done to see the picture
/// upright. The constants stand in the order of the values 1 to 8.
enum Orientation {
    UPRIGHT,
    MIRRORED,
    UPSIDE_DOWN,
    UPSIDE_DOWN_MIRRORED,
    LEFT_MIRRORED,
    LEFT,
    RIGHT_MIRRORED,
    RIGHT;

    private static final int APP1 = 0xE1;
    private static final int START_OF_SCAN = 0xDA;
    private static final int EXIF_HEADER = 6;
    private static final int TAG = 0x0112;
    private static final int ENTRY = 12;
    private static final int MOST_ENTRIES = 500;

    /// Of a JPEG; upright when it does not say, or cannot be read.
    static Orientation of(byte[] jpeg) {
        try {
            ByteBuffer file = ByteBuffer.wrap(jpeg).position(2);
            while (file.remaining() > 4 && (file.get() & 0xFF) == 0xFF) {
                int marker = file.get() & 0xFF;
                if (marker == START_OF_SCAN) {
                    return UPRIGHT;
                }
                int length = (file.getShort() & 0xFFFF) - 2;
                ByteBuffer segment = file.slice(file.position(), length);
                if (marker == APP1 && length > EXIF_HEADER && segment.getInt() == 0x45786966) {
                    return tiff(segment.slice(EXIF_HEADER, length - EXIF_HEADER));
                }
                file.position(file.position() + length);
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException _) {
            // A file that contradicts itself says nothing.
        }
        return UPRIGHT;
    }

    private static Orientation tiff(ByteBuffer tiff) {
        tiff.order(tiff.getShort() == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = Math.min(MOST_ENTRIES, tiff.getShort(directory) & 0xFFFF);
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if ((tiff.getShort(entry) & 0xFFFF) == TAG) {
                int value = tiff.getShort(entry + 8) & 0xFFFF;
                return value >= 1 && value <= values().length ? values()[value - 1] : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /// Width becomes height.
    boolean turns() {
        return switch (this) {
            case UPRIGHT, MIRRORED, UPSIDE_DOWN, UPSIDE_DOWN_MIRRORED -> false;
            case LEFT_MIRRORED, LEFT, RIGHT_MIRRORED, RIGHT -> true;
        };
    }

    /// Brings a picture of that size upright, its corner again at the origin.
    AffineTransform transform(int width, int height) {
        return switch (this) {
            case UPRIGHT -> new AffineTransform();
            case MIRRORED -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case UPSIDE_DOWN -> new AffineTransform(-1, 0, 0, -1, width, height);
            case UPSIDE_DOWN_MIRRORED -> new AffineTransform(1, 0, 0, -1, 0, height);
            case LEFT_MIRRORED -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case LEFT -> new AffineTransform(0, 1, -1, 0, height, 0);
            case RIGHT_MIRRORED -> new AffineTransform(0, -1, -1, 0, height, width);
            case RIGHT -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
    }
}
