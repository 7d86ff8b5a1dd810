package prevenance.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An HTTP listener on virtual threads. Every answer, errors included, carries the security headers.
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_UPLOAD_MB = 49;
    private static final int MOST_FILE_MB = 9;
    private static final long IDLE_MS = 30_000;
    private static final long FAREWELL_MS = 5_000;

    private final Javalin server;

    private Listener(Javalin server) {
        this.server = server;
    }

    /// Starts to listen.
    ///
    /// @param name    for the log
    /// @param headers for every answer
    /// @throws ListenException when the address cannot be used; the message says what to do
    public static Listener start(String name, ListenerSettings settings, SecurityHeaders headers, Site site) {
        Javalin server = Javalin.create(config -> configure(config, settings, headers, site));
        try {
            if (!settings.takesOver()) {
                refuseTaken(settings);
            }
            server.start(settings.host(), settings.port());
        } catch (JavalinBindException | IOException taken) {
            throw new ListenException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + " (" + name
                            + "): choose another 'port' in the section '" + name + "', or stop what uses it",
                    taken);
        }
        LOG.atInfo()
                .addKeyValue("listener", name)
                .addKeyValue("host", settings.host())
                .addKeyValue("port", server.port())
                .log("listening");
        return new Listener(server);
    }

    /// Ours share their port with each other, so that one can take another's place; with nobody else.
    private static void refuseTaken(ListenerSettings settings) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.host(), settings.port()));
        }
    }

    /// The port in use.
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void configure(JavalinConfig config, ListenerSettings settings, SecurityHeaders headers, Site site) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MOST_BYTES;
        config.http.prefer405over404 = true;
        config.jetty.multipartConfig.maxTotalRequestSize(MOST_UPLOAD_MB, SizeUnit.MB);
        config.jetty.multipartConfig.maxFileSize(MOST_FILE_MB, SizeUnit.MB);
        config.jetty.multipartConfig.maxInMemoryFileSize(1, SizeUnit.MB);
        config.jetty.modifyServer(server -> server.setErrorHandler(new BareRefusal(headers)));
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendDateHeader(true);
            http.setIdleTimeout(IDLE_MS);
        });
        config.jetty.addConnector((server, http) -> {
            ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
            connector.setHost(settings.host());
            connector.setPort(settings.port());
            connector.setReusePort(true);
            return connector;
        });
        // What is being answered when it closes is answered.
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(FAREWELL_MS);
            server.insertHandler(new GracefulHandler());
        });
        config.routes.before(context -> {
            headers.writeTo(context);
            if (!Hosts.isOurs(context.host(), settings)) {
                throw new Refusal(421);
            }
        });
        config.routes.exception(Refusal.class, (refusal, context) -> fail(context, refusal.status(), site));
        config.routes.exception(
                HttpResponseException.class, (refusal, context) -> fail(context, refusal.getStatus(), site));
        config.routes.exception(Exception.class, (bug, context) -> {
            LOG.atError()
                    .addKeyValue("method", context.method())
                    .addKeyValue("route", route(context))
                    .setCause(bug)
                    .log("a request could not be answered");
            fail(context, 500, site);
        });
        site.addTo(config.routes);
    }

    /// The route's pattern and not the path: a path may hold a customer's token.
    private static String route(Context context) {
        return context.endpoint().path;
    }

    private static void fail(Context context, int status, Site site) {
        context.status(status);
        site.failed(context, status);
    }
}
