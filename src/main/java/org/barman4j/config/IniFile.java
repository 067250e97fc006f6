package org.barman4j.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barman4j.io.SmallFile;
import org.barman4j.io.StorageException;
import org.ini4j.Config;
import org.ini4j.spi.IniHandler;
import org.ini4j.spi.IniParser;

/**
 * One configuration file, read by the rules of Python's ConfigParser that Barman's users know.
 *
 * <p>ini4j takes headers and options apart. What Python does differently is done here first: comments fill a whole
 * line, a line indented deeper than its option continues the value, blank lines inside a value belong to it, and a
 * header ends at the last bracket of its line.
 *
 * @param headers the section headers in the order of the file; a name may occur more than once
 * @param items the options in the order of the file, names in lower case, values as they stand
 */
record IniFile(Path file, List<Header> headers, List<Item> items) {
    /** More than any sane configuration, and little enough for memory if somebody names a device. */
    static final int LIMIT = 4 << 20;

    /** The line with which a section begins. */
    record Header(String section, int line) {}

    /** One option of one section and its first and last line. Values of several lines keep their line ends. */
    record Item(String section, String key, String value, int line, int lastLine) {}

    /** Reads a file, adding what is wrong with it to the problems; nothing comes back if it can't be read at all. */
    static Optional<IniFile> read(Path file, ConfigProblems problems) {
        try {
            return decode(file, problems).map(text -> new Lines(file, problems).parse(text));
        } catch (IOException e) {
            problems.fatal(file, 0, "cannot read the configuration file: " + StorageException.reason(e));
            return Optional.empty();
        }
    }

    private static Optional<String> decode(Path file, ConfigProblems problems) throws IOException {
        byte[] bytes = SmallFile.bytes(file, LIMIT);
        if (bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            problems.fatal(file, 1, "the file begins with a byte order mark; save it as UTF-8 without one");
            return Optional.empty();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            String text = decoder.decode(input).toString();
            int binary = text.indexOf('\0');
            if (binary < 0) {
                return Optional.of(text);
            }
            problems.fatal(file, lineOf(text.substring(0, binary)), "the file is not a text file");
        } catch (CharacterCodingException e) {
            String before = new String(bytes, 0, input.position(), StandardCharsets.ISO_8859_1);
            problems.fatal(file, lineOf(before), "the file is not UTF-8 text");
        }
        return Optional.empty();
    }

    private static int lineOf(String before) {
        int line = 1;
        for (int i = 0; i < before.length(); i++) {
            if (before.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** Sorts the lines of a file into headers, options, continuations and the rest. */
    private static final class Lines {
        private final Path file;
        private final ConfigProblems problems;
        private final StringBuilder plain = new StringBuilder();
        private final List<Pending> pending = new ArrayList<>();
        private final List<Header> headers = new ArrayList<>();
        private String section = "";
        private boolean inSection;
        private boolean inOption;
        private int indent;

        Lines(Path file, ConfigProblems problems) {
            this.file = file;
            this.problems = problems;
        }

        IniFile parse(String text) {
            int number = 0;
            int start = 0;
            while (start < text.length()) {
                int end = start;
                while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                    end++;
                }
                take(text.substring(start, end), ++number);
                start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
            }
            return new IniFile(file, List.copyOf(headers), items());
        }

        private void take(String line, int number) {
            String content = PythonSpace.strip(line);
            if (content.isEmpty()) {
                if (inOption) {
                    current().continuation.append('\n');
                }
                return;
            }
            if (content.charAt(0) == '#' || content.charAt(0) == ';') {
                return;
            }
            int depth = line.indexOf(content.charAt(0));
            if (inOption && depth > indent) {
                current().continuation.append('\n').append(content);
                current().lastLine = number;
                return;
            }
            indent = depth;
            int end = content.lastIndexOf(']');
            if (content.charAt(0) == '[' && end > 1) {
                header(content.substring(1, end), number);
            } else if (!inSection) {
                problems.fatal(file, number, "an option stands before the first [section]");
            } else {
                option(content, number);
            }
        }

        private void header(String name, int number) {
            section = name;
            inSection = true;
            inOption = false;
            headers.add(new Header(name, number));
        }

        private void option(String content, int number) {
            int operator = firstOperator(content);
            inOption = operator > 0;
            if (!inOption) {
                problems.fatal(file, number, "expected 'option = value' but found '" + shorten(content) + "'");
                return;
            }
            plain.append(content).append('\n');
            pending.add(new Pending(section, number));
        }

        private static int firstOperator(String content) {
            int equals = content.indexOf('=');
            int colon = content.indexOf(':');
            return equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
        }

        private static String shorten(String content) {
            return content.length() <= 60 ? content : content.substring(0, 60) + "...";
        }

        private Pending current() {
            return pending.get(pending.size() - 1);
        }

        private List<Item> items() {
            Options options = new Options(pending);
            try {
                new PlainParser().parse(new StringReader(plain.toString()), options);
            } catch (IOException e) {
                throw new IllegalStateException("prepared lines of " + file + " could not be parsed", e);
            }
            return List.copyOf(options.items);
        }
    }

    /** An option on its way through ini4j, which doesn't know sections, lines and continuations. */
    private static final class Pending {
        private final String section;
        private final int line;
        private final StringBuilder continuation = new StringBuilder();
        private int lastLine;

        Pending(String section, int line) {
            this.section = section;
            this.line = line;
            this.lastLine = line;
        }
    }

    private static final class PlainParser extends IniParser {
        PlainParser() {
            Config config = new Config();
            config.setEscape(false);
            config.setEscapeNewline(false);
            config.setGlobalSection(true);
            config.setEmptyOption(true);
            config.setInclude(false);
            setConfig(config);
        }
    }

    /** Puts what ini4j read and what we remembered together, in step. */
    private static final class Options implements IniHandler {
        private final List<Pending> pending;
        private final List<Item> items = new ArrayList<>();

        Options(List<Pending> pending) {
            this.pending = pending;
        }

        @Override
        public void handleOption(String name, String value) {
            Pending place = pending.get(items.size());
            String whole = (value == null ? "" : PythonSpace.strip(value)) + place.continuation;
            items.add(new Item(
                    place.section,
                    PythonSpace.strip(name).toLowerCase(Locale.ROOT),
                    PythonSpace.stripTrailing(whole),
                    place.line,
                    place.lastLine));
        }

        @Override
        public void startIni() {
            // nothing to prepare
        }

        @Override
        public void endIni() {
            // nothing to finish
        }

        @Override
        public void startSection(String name) {
            // sections don't reach ini4j by name
        }

        @Override
        public void endSection() {
            // sections don't reach ini4j by name
        }

        @Override
        public void handleComment(String comment) {
            // comments don't reach ini4j
        }
    }
}
