package prevenance.carrier;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.xml.XmlFactory;

/// JSON and XML as one kind of tree: groups (`Map`), lists (`List`), texts, and JSON's booleans. Numbers keep the text
/// they were written with. Null, blank texts, empty groups and empty lists are absent.
final class ReplyTree {
    private static final int MAX_DEPTH = 64;
    private static final String BESIDE = "_text";

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(200)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final XMLInputFactory XML = xml();

    private ReplyTree() {}

    private static XMLInputFactory xml() {
        XMLInputFactory factory = new XmlFactory().getXMLInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /// The tree; null when nothing is in it.
    ///
    /// @throws UnreadableReplyException when the body is not of that form, or too deep
    static @Nullable Object read(RawReply reply, ReplyReading.Format format) {
        if (reply.body().length == 0) {
            throw new UnreadableReplyException("the reply is empty");
        }
        return switch (format) {
            case JSON -> json(reply);
            case XML -> xml(reply);
        };
    }

    private static @Nullable Object json(RawReply reply) {
        ObjectReadContext context = ObjectReadContext.empty();
        String text = reply.declaredText().orElse(null);
        if (text != null && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        try (JsonParser parser =
                text == null ? JSON.createParser(context, reply.body()) : JSON.createParser(context, text)) {
            parser.nextToken();
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw new UnreadableReplyException("something stands after the end of the JSON");
            }
            return tree;
        } catch (JacksonException broken) {
            throw new UnreadableReplyException("the reply is no whole JSON");
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new UnreadableReplyException("the reply is no whole JSON");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> group = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String key = parser.currentName();
                    parser.nextToken();
                    Object member = value(parser);
                    if (member != null) {
                        group.put(key, member);
                    }
                }
                yield group.isEmpty() ? null : group;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Object member = value(parser);
                    if (member != null) {
                        list.add(member);
                    }
                }
                yield list.isEmpty() ? null : list;
            }
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> present(parser.getString());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new UnreadableReplyException("the reply is no whole JSON");
        };
    }

    private static @Nullable Object xml(RawReply reply) {
        try {
            String text = reply.declaredText().orElse(null);
            XMLStreamReader reader = text == null
                    ? XML.createXMLStreamReader(new ByteArrayInputStream(reply.body()))
                    : XML.createXMLStreamReader(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
            Map<String, Object> root = new LinkedHashMap<>();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new UnreadableReplyException("the reply has a document type, which is refused");
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    add(root, reader.getLocalName(), element(reader, 1));
                }
            }
            return root.isEmpty() ? null : root;
        } catch (XMLStreamException broken) {
            throw new UnreadableReplyException("the reply is no whole XML");
        } catch (RuntimeException broken) {
            // Woodstox wraps broken characters met in the middle of a text into unchecked exceptions of its own.
            if (broken instanceof UnreadableReplyException known) {
                throw known;
            }
            throw new UnreadableReplyException("the reply is no whole XML");
        }
    }

    private static @Nullable Object element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
            throw new UnreadableReplyException("the reply is deeper than " + MAX_DEPTH + " elements");
        }
        Map<String, Object> group = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            boolean aboutTypes = "http://www.w3.org/2001/XMLSchema-instance".equals(reader.getAttributeNamespace(i));
            if (!aboutTypes) {
                add(group, reader.getAttributeLocalName(i), present(reader.getAttributeValue(i)));
            }
        }
        StringBuilder text = new StringBuilder();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            switch (reader.getEventType()) {
                case XMLStreamConstants.START_ELEMENT -> add(group, reader.getLocalName(), element(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                default -> {}
            }
        }
        Object words = present(text.toString().strip());
        if (group.isEmpty()) {
            return words;
        }
        add(group, BESIDE, words);
        return group;
    }

    /// One element of a name is a value, several are a list.
    private static void add(Map<String, Object> group, String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        Object before = group.get(name);
        if (before == null) {
            group.put(name, value);
        } else if (before instanceof Several several) {
            several.add(value);
        } else {
            Several several = new Several();
            several.add(before);
            several.add(value);
            group.put(name, several);
        }
    }

    private static @Nullable String present(String text) {
        return text.isBlank() ? null : text;
    }

    /// Elements of one name.
    private static final class Several extends ArrayList<Object> {
        private static final long serialVersionUID = 1;
    }
}
