package prevenance.console;

import prevenance.webhook.WebhookDesk;

/// What the page of other programs works with.
///
/// @param perMinute requests of a token that is made there
/// @param tokenDays days after which it ends
public record ProgramParts(WebhookDesk webhooks, int perMinute, int tokenDays) {}
