package prevenance.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.page.Photos.NotTaken;
import prevenance.page.Photos.Photo;
import prevenance.page.Photos.Why;

/// What is made of files that strangers send.
class PhotosTest {
    private final Photos photos = new Photos();

    private BufferedImage taken(byte[] file) throws InterruptedException {
        return Pictures.decoded(((Photo) photos.read(file)).jpeg());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void aPhotoIsWrittenAnewAndNoLongerThanWhatIsKept(String format) throws InterruptedException {
        BufferedImage kept = taken(Pictures.picture(format, 5000, 2500));
        assertThat(kept.getWidth() + " by " + kept.getHeight()).isEqualTo("2048 by 1024");
        assertThat(isRed(kept, 100, 700) && isBlue(kept, 1900, 700)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void theLargestPhotoNeedsLittleMemory(String format) throws InterruptedException {
        byte[] file = Pictures.picture(format, 7300, 5400);
        long before = allocated();
        BufferedImage kept = Pictures.decoded(((Photo) photos.read(file)).jpeg());
        assertThat(kept.getWidth() + " by " + kept.getHeight()).isEqualTo("1825 by 1350");
        assertThat(allocated() - before).isLessThan(80L << 20);
    }

    @Test
    void aSmallPhotoKeepsItsSize() throws InterruptedException {
        BufferedImage kept = taken(Pictures.picture("jpeg", 301, 200));
        assertThat(kept.getWidth() + " by " + kept.getHeight()).isEqualTo("301 by 200");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 60 by 40, 5, 20",
        "2, 60 by 40, 55, 20",
        "3, 60 by 40, 55, 20",
        "4, 60 by 40, 5, 20",
        "5, 40 by 60, 20, 5",
        "6, 40 by 60, 20, 5",
        "7, 40 by 60, 20, 55",
        "8, 40 by 60, 20, 55"
    })
    void aPhotoIsTurnedUprightAsTheCameraWasHeld(int orientation, String size, int redX, int redY)
            throws InterruptedException {
        BufferedImage kept = taken(Pictures.withExif(Pictures.picture("jpeg", 60, 40), orientation));
        assertThat(kept.getWidth() + " by " + kept.getHeight()).isEqualTo(size);
        assertThat(isRed(kept, redX, redY)).isTrue();
        assertThat(isBlue(kept, kept.getWidth() - 1 - redX, kept.getHeight() - 1 - redY))
                .isTrue();
    }

    @Test
    void whereAndWithWhatItWasTakenIsGone() throws InterruptedException {
        byte[] file = Pictures.withExif(Pictures.picture("jpeg", 60, 40), 6);
        assertThat(text(file)).contains("Exif", "Fabricant Exemple");
        assertThat(text(((Photo) photos.read(file)).jpeg())).doesNotContain("Exif", "Fabricant");
    }

    @Test
    void nothingHiddenBehindAPictureIsKept() throws InterruptedException {
        for (String format : new String[] {"jpeg", "png"}) {
            byte[] file = Pictures.withArchiveBehind(Pictures.picture(format, 60, 40));
            assertThat(text(((Photo) photos.read(file)).jpeg())).doesNotContain("PK", "Hidden");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GIF89a............................., NOT_A_PHOTO",
        "<html><script>alert(1)</script>...., NOT_A_PHOTO",
        "%PDF-1.7 .........................., NOT_A_PHOTO",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>, NOT_A_PHOTO",
        "....ftypheic......................., HEIC",
        "....ftypmif1......................., HEIC",
        "'', NOT_A_PHOTO"
    })
    void whatIsNoPhotoIsNotTaken(String content, Why why) throws InterruptedException {
        assertThat(photos.read(content.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(new NotTaken(why));
    }

    @Test
    void aPageThatEndsInAPictureIsNoPhoto() throws InterruptedException {
        byte[] file = Pictures.concat(
                "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), Pictures.picture("jpeg", 60, 40));
        assertThat(photos.read(file)).isEqualTo(new NotTaken(Why.NOT_A_PHOTO));
    }

    @Test
    void aBombIsToldByItsMeasuresBeforeItIsDecoded() throws InterruptedException {
        byte[] bomb = Pictures.bomb(20_000, 20_000);
        assertThat(bomb.length).isLessThan(Photos.MOST_BYTES);
        assertThat(photos.read(bomb)).isEqualTo(new NotTaken(Why.TOO_MANY_PIXELS));
    }

    @Test
    void measuresThatLieAboutTheDataAreNoHarm() throws InterruptedException {
        assertThat(photos.read(Pictures.png(2_000_000_000, 2_000_000_000, new byte[0], new byte[20])))
                .isEqualTo(new NotTaken(Why.TOO_MANY_PIXELS));
        assertThat(photos.read(Pictures.png(0, 0, new byte[0], new byte[20]))).isEqualTo(new NotTaken(Why.UNREADABLE));
    }

    @Test
    void aTextThatSwellsInsideAPictureIsNotRead() throws InterruptedException {
        byte[] bomb = Pictures.textBomb();
        long before = allocated();
        assertThat(photos.read(bomb)).isInstanceOf(Photo.class);
        assertThat(allocated() - before).isLessThan(20L << 20);
    }

    @Test
    void tooLargeAFileIsNotLookedAt() throws InterruptedException {
        assertThat(photos.read(new byte[Photos.MOST_BYTES + 1])).isEqualTo(new NotTaken(Why.TOO_LARGE));
    }

    @Test
    void aPictureOfThousandsOfPassesIsNotDecoded() throws InterruptedException {
        byte[] good = Pictures.picture("jpeg", 60, 40);
        byte[] scans = new byte[2000];
        for (int i = 0; i < scans.length; i += 2) {
            scans[i] = (byte) 0xFF;
            scans[i + 1] = (byte) 0xDA;
        }
        assertThat(photos.read(Pictures.concat(good, scans))).isEqualTo(new NotTaken(Why.UNREADABLE));
    }

    @Test
    void brokenFilesAreRefusedAndNeverFail() throws InterruptedException {
        Random random = new Random(7);
        for (String format : new String[] {"jpeg", "png"}) {
            byte[] good = Pictures.withExif(Pictures.picture("jpeg", 120, 80), 6);
            byte[] file = format.equals("jpeg") ? good : Pictures.picture("png", 120, 80);
            for (int round = 0; round < 300; round++) {
                byte[] broken = file.clone();
                for (int i = 0; i < 1 + round % 12; i++) {
                    broken[4 + random.nextInt(broken.length - 4)] = (byte) random.nextInt(256);
                }
                assertThat(photos.read(broken)).isInstanceOfAny(Photo.class, NotTaken.class);
            }
        }
    }

    /// Bytes that this thread ever asked for.
    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static boolean isRed(BufferedImage picture, int x, int y) {
        Color colour = new Color(picture.getRGB(x, y));
        return colour.getRed() > 200 && colour.getBlue() < 60;
    }

    private static boolean isBlue(BufferedImage picture, int x, int y) {
        Color colour = new Color(picture.getRGB(x, y));
        return colour.getBlue() > 200 && colour.getRed() < 60;
    }

    /// With the serial collector the process stands still after a few thousand of them.
    @Test
    void brokenPhotosDoNotStopTheService() throws IOException, InterruptedException {
        Matcher collector = Pattern.compile("run ].*collector=(\\S+)")
                .matcher(Files.readString(Path.of("src/main/dist/bin/prevenance")));
        assertThat(collector.find()).isTrue();
        Process reading = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        collector.group(1),
                        "-Xmn1m",
                        "-Xmx64m",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokenPhotos.class.getName())
                .inheritIO()
                .start();
        try {
            assertThat(reading.waitFor(120, TimeUnit.SECONDS)).as("it ended").isTrue();
            assertThat(reading.exitValue()).isZero();
        } finally {
            reading.destroyForcibly();
        }
    }
}
