package org.barman4j.cli;

import org.barman4j.catalog.BackupReference;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name for a new backup, refusing one that means something else already. */
final class BackupName implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        BackupReference.objectionToName(text).ifPresent(objection -> {
            throw new TypeConversionException(objection);
        });
        return text;
    }
}
