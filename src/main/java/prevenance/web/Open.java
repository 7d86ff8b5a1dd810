package prevenance.web;

import io.javalin.security.RouteRole;

/// A route for which nobody needs to sign in.
public enum Open implements RouteRole {
    TO_ALL
}
