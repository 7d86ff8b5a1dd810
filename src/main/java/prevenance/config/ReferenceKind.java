package prevenance.config;

import java.util.Optional;
import java.util.stream.Stream;

/// The kinds of `${KIND:name}` in place of a value.
enum ReferenceKind {
    ENV {
        @Override
        String absent(String name) {
            return "the environment variable '" + name + "' is not set";
        }

        @Override
        String remedy(String name) {
            return "set it before the start";
        }
    },
    FILE {
        @Override
        String absent(String name) {
            return "the file '" + name + "' cannot be read";
        }

        @Override
        String remedy(String name) {
            return "create it, readable by this user";
        }
    },
    CREDENTIAL {
        @Override
        String absent(String name) {
            return "there is no credential '" + name + "', or this user may not read it";
        }

        @Override
        String remedy(String name) {
            return "write it into the file secrets/" + name
                    + " beside this one, or hand it to the service with LoadCredential=" + name + ":/path";
        }
    };

    /// The kind of a whole value that is a reference.
    static Optional<ReferenceKind> of(String text) {
        return Stream.of(values())
                .filter(kind -> text.startsWith(kind.head()) && text.endsWith("}"))
                .findFirst();
    }

    /// What stands before the name.
    String head() {
        return "${" + this + ":";
    }

    abstract String absent(String name);

    abstract String remedy(String name);
}
