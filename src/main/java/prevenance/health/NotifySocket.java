package prevenance.health;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/// Sends datagrams to a socket in the file system or in Linux's abstract namespace, which Java's own channels cannot
/// (they know streams alone). Numbers and layouts are those of Linux (man 7 unix, man 2 socket, man 2 clock_gettime).
final class NotifySocket implements AutoCloseable {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int CLOCK_MONOTONIC = 1;
    // struct sockaddr_un: the family, then at most 108 bytes of name.
    private static final int FAMILY_BYTES = 2;
    private static final int LONGEST_NAME = 108;

    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private final Arena arena = Arena.ofShared();
    private final MethodHandle sendto;
    private final MethodHandle clock;
    private final MethodHandle closing;
    private final MemorySegment address;
    private final int descriptor;

    /// @param name a path, or `@` and an abstract name, as `$NOTIFY_SOCKET` holds it (man 3 sd_notify)
    /// @throws IllegalArgumentException when that is no name of a socket
    /// @throws IllegalStateException when the system gives none
    NotifySocket(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = name.startsWith("@");
        if (bytes.length < 2 || bytes.length > LONGEST_NAME - 1 || !isAbstract && !name.startsWith("/")) {
            throw new IllegalArgumentException("is no path and no abstract name of a socket: " + name);
        }
        if (isAbstract) {
            bytes[0] = 0;
        }
        // A path ends with a zero, an abstract name ends where its length says.
        address = arena.allocate(FAMILY_BYTES + bytes.length + (isAbstract ? 0 : 1), Short.BYTES);
        address.set(JAVA_SHORT, 0, AF_UNIX);
        MemorySegment.copy(bytes, 0, address, JAVA_BYTE, FAMILY_BYTES, bytes.length);
        MethodHandle socket = call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        sendto = call(
                "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, POINTER, JAVA_LONG, JAVA_INT, POINTER, JAVA_INT));
        clock = call("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, POINTER));
        closing = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        MemorySegment state = arena.allocate(STATE);
        try {
            descriptor = (int) socket.invokeExact(state, (int) AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        } catch (Throwable impossible) {
            throw new IllegalStateException("socket cannot be called", impossible);
        }
        if (descriptor < 0) {
            throw new IllegalStateException("no socket: errno " + errno(state));
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), descriptor, Linker.Option.captureCallState("errno"));
    }

    /// Never waits: what a full or vanished reader does not take is lost.
    ///
    /// @return 0, or the system's error number
    int send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Arena own = Arena.ofConfined()) {
            MemorySegment state = own.allocate(STATE);
            MemorySegment data = own.allocateFrom(JAVA_BYTE, bytes);
            long sent = (long) sendto.invokeExact(
                    state,
                    descriptor,
                    data,
                    (long) bytes.length,
                    MSG_NOSIGNAL,
                    address,
                    Math.toIntExact(address.byteSize()));
            return sent == bytes.length ? 0 : errno(state);
        } catch (Throwable impossible) {
            throw new IllegalStateException("sendto cannot be called", impossible);
        }
    }

    /// The system's monotonic clock in microseconds, which is the service manager's too.
    long monotonicMicros() {
        MemoryLayout timespec = MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG);
        try (Arena own = Arena.ofConfined()) {
            MemorySegment time = own.allocate(timespec);
            int failed = (int) clock.invokeExact(own.allocate(STATE), CLOCK_MONOTONIC, time);
            if (failed != 0) {
                throw new IllegalStateException("no monotonic clock");
            }
            return time.get(JAVA_LONG, 0) * 1_000_000 + time.get(JAVA_LONG, Long.BYTES) / 1_000;
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException("clock_gettime cannot be called", impossible);
        }
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    @Override
    public void close() {
        try {
            int _ = (int) closing.invokeExact(arena.allocate(STATE), descriptor);
        } catch (Throwable impossible) {
            throw new IllegalStateException("close cannot be called", impossible);
        }
        arena.close();
    }
}
