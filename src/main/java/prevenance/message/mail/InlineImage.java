package prevenance.message.mail;

/// An image that travels with a mail, so that nothing is loaded from elsewhere.
///
/// @param name what the HTML calls it: `cid:name`
@SuppressWarnings("ArrayRecordComponent")
public record InlineImage(String name, String mediaType, byte[] bytes) {}
