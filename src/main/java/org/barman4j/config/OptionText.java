package org.barman4j.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.barman4j.text.HumanDuration;
import org.barman4j.text.PythonFloat;
import org.barman4j.text.PythonLiteral;

/** How Barman shows the value of an option: as Python would. */
public final class OptionText {
    private OptionText() {}

    public static String of(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof Duration duration) {
            return HumanDuration.python(duration);
        }
        if (value instanceof Double number) {
            return PythonFloat.print(number);
        }
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            return PythonLiteral.print(value);
        }
        return String.valueOf(value);
    }
}
