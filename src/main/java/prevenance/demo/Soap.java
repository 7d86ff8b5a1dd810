package prevenance.demo;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// SOAP envelopes, read and written.
final class Soap {
    private Soap() {}

    /// The text of the first element of that name in any namespace; empty when there is none or the body is no XML.
    static Optional<String> text(String body, String localName) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            NodeList found =
                    builder.parse(new InputSource(new StringReader(body))).getElementsByTagNameNS("*", localName);
            return found.getLength() == 0
                    ? Optional.empty()
                    : Optional.of(found.item(0).getTextContent().strip());
        } catch (ParserConfigurationException | SAXException | IOException unreadable) {
            return Optional.empty();
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static CarrierReply fault(String message) {
        return CarrierReply.xml(500, """
            <?xml version="1.0" encoding="utf-8"?>\
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>\
            <faultcode>soap:Server</faultcode><faultstring>%s</faultstring></soap:Fault></soap:Body></soap:Envelope>
            """.formatted(escape(message)));
    }
}
