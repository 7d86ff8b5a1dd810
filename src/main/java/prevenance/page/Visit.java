package prevenance.page;

import prevenance.link.Purpose;

/// Somebody who came with a link that holds.
///
/// @param token   the link's, the secret of everything done here; never logged
/// @param purpose what the link is for
record Visit(String token, Purpose purpose, OrderStory order, Speech speech) {}
