package io.sallyport.config.yaml;

import io.sallyport.config.problem.Position;
import io.sallyport.config.yaml.YamlNode.Entry;
import io.sallyport.config.yaml.YamlNode.Mapping;
import io.sallyport.config.yaml.YamlNode.Scalar;
import io.sallyport.config.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Reads one YAML 1.2 document into nodes.
///
/// The tree is built from the parser's events rather than by its composer, so that depth and size
/// are bounded while reading: deep nesting cannot exhaust the stack, aliases of aliases ("billion
/// laughs") cannot exhaust memory. Anchors are known once their node is complete, so no node can
/// contain itself.
public final class YamlParser {
    /// The longest text that is read, in UTF-16 units. A listener takes about a thousand.
    public static final int MAX_LENGTH = 1 << 20;

    /// The configuration is six levels deep.
    static final int MAX_DEPTH = 32;

    /// Nodes in a document, each alias counted with all it stands for.
    static final int MAX_NODES = 100_000;

    private static final String SYNTAX_REMEDY =
            "; look at indentation, colons and quotes here and above";

    private final Iterator<Event> events;
    private final Map<Anchor, YamlNode> anchored = new HashMap<>();
    private Position last = Position.START;

    private YamlParser(String text) {
        LoadSettings settings =
                LoadSettings.builder().setLabel("").setCodePointLimit(MAX_LENGTH).build();
        events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /// Reads a text; an empty one, or one with comments only, is a mapping without keys.
    ///
    /// @throws YamlException when the text is not one document within the bounds
    public static YamlNode parse(String text) throws YamlException {
        if (text.length() > MAX_LENGTH) {
            throw new YamlException(
                    Position.START,
                    String.format(
                            Locale.ROOT,
                            "the file has %,d characters; at most %,d are read",
                            text.length(),
                            MAX_LENGTH));
        }
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return new YamlParser(withoutMark).document();
        } catch (MarkedYamlEngineException e) {
            throw new YamlException(
                    e.getProblemMark()
                            .or(e::getContextMark)
                            .map(YamlParser::at)
                            .orElse(Position.START),
                    "is not YAML: " + onOneLine(syntaxProblem(e)) + SYNTAX_REMEDY);
        } catch (ReaderException e) {
            throw new YamlException(
                    atIndex(withoutMark, e.getPosition()),
                    String.format(
                            Locale.ROOT,
                            "holds the character U+%04X; YAML has only printable ones",
                            e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw new YamlException(
                    Position.START, "is not YAML that can be read: version or form");
        }
    }

    /// The parser's words may have characters of the file in them, line ends among those.
    private static String onOneLine(String words) {
        return words.replaceAll("\\p{Cntrl}", " ");
    }

    private YamlNode document() throws YamlException {
        next(); // stream start
        if (next().getEventId() == Event.ID.StreamEnd) {
            return new Mapping(List.of(), Position.START, 1);
        }
        YamlNode root = node(next(), 0);
        next(); // document end
        if (next().getEventId() != Event.ID.StreamEnd) {
            throw new YamlException(
                    last, "a second document begins here; a configuration is one document");
        }
        boolean empty = root instanceof Scalar scalar && scalar.isNull();
        return empty ? new Mapping(List.of(), Position.START, 1) : root;
    }

    private YamlNode node(Event event, int depth) throws YamlException {
        if (depth > MAX_DEPTH) {
            throw new YamlException(
                    last, "is nested deeper than " + MAX_DEPTH + " levels; write it flatter");
        }
        return switch (event) {
            case AliasEvent alias -> resolve(alias);
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag());
                YamlNode node = new Scalar(scalar.getValue(), scalar.isPlain(), last);
                yield remember(scalar.getAnchor(), node);
            }
            case CollectionStartEvent start -> {
                refuseTag(start.getTag());
                YamlNode node =
                        start.getEventId() == Event.ID.SequenceStart
                                ? sequence(depth)
                                : mapping(depth);
                yield remember(start.getAnchor(), node);
            }
            default -> throw new IllegalStateException("event " + event.getEventId());
        };
    }

    private Sequence sequence(int depth) throws YamlException {
        Position start = last;
        List<YamlNode> items = new ArrayList<>();
        int size = 1;
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            YamlNode item = node(event, depth + 1);
            items.add(item);
            size = bounded(size + item.size());
        }
        return new Sequence(items, start, size);
    }

    private Mapping mapping(int depth) throws YamlException {
        Position start = last;
        List<Entry> entries = new ArrayList<>();
        int size = 1;
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            Position keyPosition = last;
            if (!(node(event, depth + 1) instanceof Scalar key)) {
                throw new YamlException(
                        keyPosition, "a key is a list or a mapping; write a name before the colon");
            }
            YamlNode value = node(next(), depth + 1);
            entries.add(new Entry(key.text(), keyPosition, value));
            size = bounded(size + value.size());
        }
        return new Mapping(entries, start, size);
    }

    private YamlNode resolve(AliasEvent alias) throws YamlException {
        YamlNode node = anchored.get(alias.getAlias());
        if (node == null) {
            throw new YamlException(
                    last, "an alias has no anchor before it; write the value or an anchor first");
        }
        return node;
    }

    private YamlNode remember(Optional<Anchor> anchor, YamlNode node) {
        anchor.ifPresent(name -> anchored.put(name, node));
        return node;
    }

    private void refuseTag(Optional<String> tag) throws YamlException {
        if (tag.isPresent()) {
            throw new YamlException(
                    last, "a tag (a word after '!') stands here; write the value without it");
        }
    }

    private int bounded(int size) throws YamlException {
        if (size > MAX_NODES) {
            throw new YamlException(
                    last,
                    String.format(
                            Locale.ROOT,
                            "expands to more than %,d values; use fewer aliases",
                            MAX_NODES));
        }
        return size;
    }

    private Event next() {
        Event event = events.next();
        event.getStartMark().ifPresent(mark -> last = at(mark));
        return event;
    }

    /// The parser's own words, which name no content but single characters. Anchor and tag names it
    /// may quote are not secrets.
    private static String syntaxProblem(MarkedYamlEngineException e) {
        String problem = e.getProblem();
        String context = e.getContext();
        return context == null || context.isBlank() ? problem : context + ", " + problem;
    }

    private static Position at(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Position atIndex(String text, int codePoints) {
        int line = 1;
        int column = 1;
        int seen = 0;
        for (int i = 0; i < text.length() && seen < codePoints; seen++) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            line += codePoint == '\n' ? 1 : 0;
            column = codePoint == '\n' ? 1 : column + 1;
        }
        return new Position(line, column);
    }
}
