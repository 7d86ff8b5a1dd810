package prevenance.message;

/// A mail to look at before anybody sends it.
public sealed interface MailPreview {
    /// @param fromName the shop
    /// @param html     complete: nothing in it is loaded from elsewhere
    record Written(String fromName, String fromAddress, String subject, String text, String html)
            implements MailPreview {}

    /// The template does not hold for these facts.
    record Failed(String reason) implements MailPreview {}
}
