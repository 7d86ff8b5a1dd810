package prevenance.page;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Takes photos from strangers: JPEG and PNG, told by decoding them and never by their name. What is kept is a new JPEG
/// of the pixels alone, upright and at most [#LONGEST_SIDE] long: no place, no camera, nothing hidden in or behind the
/// picture.
final class Photos {
    /// Of what is kept, in pixels.
    static final int LONGEST_SIDE = 2048;

    /// Larger files are not looked at.
    static final int MOST_BYTES = 8 << 20;

    private static final long MOST_PIXELS = 40_000_000;

    /// Held in memory at once; of a larger picture only every second or third pixel is read. The program ends when its
    /// memory does, and it runs on small machines.
    private static final double MOST_DECODED = 4_200_000;

    private static final int MOST_SCANS = 64;
    private static final float QUALITY = 0.85f;
    private static final Duration LONGEST_DECODING = Duration.ofSeconds(20);

    /// A decoded picture is large, so one is in memory at a time.
    private final Semaphore place = new Semaphore(1);

    /// What became of a file.
    sealed interface Reading {}

    /// A photo to keep.
    @SuppressWarnings("ArrayRecordComponent")
    record Photo(byte[] jpeg) implements Reading {}

    /// Not taken.
    record NotTaken(Why why) implements Reading {}

    /// Why a file was not taken.
    enum Why {
        TOO_LARGE,
        /// More pixels than a camera makes.
        TOO_MANY_PIXELS,
        /// A format of newer phones that few programs read.
        HEIC,
        NOT_A_PHOTO,
        /// It says that it is a photo, but cannot be read as one.
        UNREADABLE
    }

    /// Decodes a file and writes it anew.
    Reading read(byte[] file) throws InterruptedException {
        if (file.length > MOST_BYTES) {
            return new NotTaken(Why.TOO_LARGE);
        }
        String format = format(file);
        if (format.isEmpty()) {
            return new NotTaken(isHeic(file) ? Why.HEIC : Why.NOT_A_PHOTO);
        }
        place.acquire();
        try {
            return decode(file, format);
        } catch (IOException | RuntimeException _) {
            // ImageIO answers hostile files with whatever its innards throw.
            return new NotTaken(Why.UNREADABLE);
        } finally {
            place.release();
        }
    }

    private static Reading decode(byte[] file, String format) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            // Without metadata: texts and profiles inside can be made to swell a thousandfold.
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MOST_PIXELS) {
                return new NotTaken(Why.TOO_MANY_PIXELS);
            }
            if (format.equals("jpeg") && scans(file) > MOST_SCANS) {
                return new NotTaken(Why.UNREADABLE);
            }
            ImageReadParam thinned = reader.getDefaultReadParam();
            int step = (int) Math.max(1, Math.ceil(Math.sqrt((double) width * height / MOST_DECODED)));
            thinned.setSourceSubsampling(step, step, 0, 0);
            Deadline deadline = new Deadline(LONGEST_DECODING);
            reader.addIIOReadProgressListener(deadline);
            BufferedImage picture = reader.read(0, thinned);
            if (deadline.hasPassed()) {
                return new NotTaken(Why.UNREADABLE);
            }
            Orientation orientation = format.equals("jpeg") ? Orientation.of(file) : Orientation.UPRIGHT;
            return new Photo(written(upright(picture, orientation)));
        } finally {
            reader.dispose();
        }
    }

    /// By its first bytes; empty for anything else.
    private static String format(byte[] file) {
        if (startsWith(file, 0, 0xFF, 0xD8, 0xFF)) {
            return "jpeg";
        }
        return startsWith(file, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n') ? "png" : "";
    }

    private static boolean isHeic(byte[] file) {
        return startsWith(file, 4, 'f', 't', 'y', 'p', 'h', 'e')
                || startsWith(file, 4, 'f', 't', 'y', 'p', 'm', 'i', 'f', '1')
                || startsWith(file, 4, 'f', 't', 'y', 'p', 'm', 's', 'f', '1')
                || startsWith(file, 4, 'f', 't', 'y', 'p', 'a', 'v', 'i', 'f');
    }

    private static boolean startsWith(byte[] file, int at, int... wanted) {
        if (file.length < at + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((file[at + i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /// How many passes a JPEG wants; thousands of them over few bytes keep a processor busy for minutes.
    private static int scans(byte[] file) {
        int scans = 0;
        for (int i = 0; i + 1 < file.length; i++) {
            if ((file[i] & 0xFF) == 0xFF && (file[i + 1] & 0xFF) == 0xDA) {
                scans++;
            }
        }
        return scans;
    }

    private static BufferedImage upright(BufferedImage picture, Orientation orientation) {
        double scale = Math.min(1.0, (double) LONGEST_SIDE / Math.max(picture.getWidth(), picture.getHeight()));
        int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        BufferedImage result = new BufferedImage(
                orientation.turns() ? height : width, orientation.turns() ? width : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, result.getWidth(), result.getHeight());
            AffineTransform placed = orientation.transform(width, height);
            placed.scale((double) width / picture.getWidth(), (double) height / picture.getHeight());
            graphics.drawImage(picture, placed, null);
        } finally {
            graphics.dispose();
        }
        return result;
    }

    private static byte[] written(BufferedImage picture) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), quality);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// Stops a picture that takes too long.
    private static final class Deadline implements IIOReadProgressListener {
        private final long at;
        private boolean passed;

        Deadline(Duration after) {
            at = System.nanoTime() + after.toNanos();
        }

        boolean hasPassed() {
            return passed;
        }

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            if (System.nanoTime() - at > 0) {
                passed = true;
                source.abort();
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
