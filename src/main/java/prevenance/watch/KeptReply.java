package prevenance.watch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import prevenance.carrier.CarrierReply;

/// A carrier's newest reply about a parcel, kept for looking at. It may name the recipient, as the carrier did.
///
/// @param outcome   what we read from it: [prevenance.carrier.PollOutcome#word()]
/// @param mediaType as the carrier said
/// @param gzip      the body, packed; not copied
/// @param cutShort  whether the body was longer than [#LONGEST] and only its beginning is kept
@SuppressWarnings("ArrayRecordComponent")
public record KeptReply(Instant repliedAt, String outcome, String mediaType, byte[] gzip, boolean cutShort) {
    /// Bytes of a body that are kept.
    public static final int LONGEST = 64 * 1024;

    private static final int LONGEST_TYPE = 100;

    /// On replies of 2 to 16 kB level 3 took 42 to 68 % of the time of the usual 6, for 1 to 11 % more bytes; level 1
    /// took as long for more bytes (measured with the JDK's zlib, 2026-11-23).
    private static final int EFFORT = 3;

    static KeptReply of(CarrierReply reply, String outcome, Instant now) {
        byte[] body = reply.body();
        String type = reply.mediaType();
        return new KeptReply(
                now,
                outcome,
                type.length() > LONGEST_TYPE ? type.substring(0, LONGEST_TYPE) : type,
                pack(body.length > LONGEST ? Arrays.copyOf(body, LONGEST) : body),
                body.length > LONGEST);
    }

    /// The body, unpacked.
    public byte[] body() {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readNBytes(LONGEST);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static byte[] pack(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4 + 64);
        try (GZIPOutputStream out = new Packer(packed)) {
            out.write(body);
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return packed.toByteArray();
    }

    private static final class Packer extends GZIPOutputStream {
        Packer(ByteArrayOutputStream packed) throws IOException {
            super(packed);
            def.setLevel(EFFORT);
        }
    }
}
