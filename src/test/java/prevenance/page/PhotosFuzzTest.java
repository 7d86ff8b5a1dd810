package prevenance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.page.Photos.NotTaken;
import prevenance.page.Photos.Photo;
import prevenance.page.Photos.Reading;

/// Whatever a customer sends as a photo is a JPEG of ours afterwards, or not taken.
class PhotosFuzzTest {
    private final Photos photos = new Photos();

    static Stream<Arguments> pictures() {
        return Stream.of(Pictures.withExif(Pictures.picture("jpeg", 40, 30), 6), Pictures.picture("png", 20, 10))
                .map(bytes -> Arguments.of((Object) bytes));
    }

    @MethodSource("pictures")
    @FuzzTest(maxDuration = "3m")
    void aFileBecomesAPhotoWithoutWhatWasHiddenOrIsNotTaken(byte[] bytes) throws InterruptedException {
        Reading reading = photos.read(bytes);
        switch (reading) {
            case NotTaken(Photos.Why why) -> assertThat(why).isNotNull();
            case Photo(byte[] jpeg) -> {
                assertThat(jpeg).startsWith(0xff, 0xd8);
                String text = new String(jpeg, StandardCharsets.ISO_8859_1);
                assertThat(text).doesNotContain("Exif\0", "http://ns.adobe.com/xap", "Photoshop 3.0");
                assertThat(photos.read(jpeg)).isInstanceOf(Photo.class);
            }
        }
    }
}
