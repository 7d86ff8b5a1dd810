package prevenance.carrier;

/// What a carrier replied about one parcel, as it came; of a reply about several, the parcel's own entry where one is
/// found, written as JSON whatever the reply was written in.
///
/// @param mediaType as the carrier said; `application/octet-stream` when it did not
/// @param body      never with our credentials, should the carrier have repeated them; not copied
@SuppressWarnings("ArrayRecordComponent")
public record CarrierReply(String mediaType, byte[] body) {}
