package org.barman4j.config;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the snapshot options of a server must fulfil among themselves, provider by provider. */
final class SnapshotRules {
    private SnapshotRules() {}

    static List<String> problems(ServerConfig config) {
        List<String> problems = new ArrayList<>();
        String provider = config.get(Options.SNAPSHOT_PROVIDER).orElse("None");
        if (provider.equals("aws") && config.get(Options.AWS_SNAPSHOT_LOCK_MODE).isPresent()) {
            awsLock(config, problems);
        }
        String reason =
                switch (provider) {
                    case "gcp" -> gcp(config);
                    case "azure" -> azure(config);
                    case "aws" -> "";
                    default -> "Unsupported snapshot provider: " + provider;
                };
        if (!reason.isEmpty()) {
            problems.add("Error initialising snapshot provider " + provider + ": " + reason);
        }
        return problems;
    }

    private static String gcp(ServerConfig config) {
        boolean project = config.get(Options.GCP_PROJECT).isPresent()
                || config.get(Options.SNAPSHOT_GCP_PROJECT).isPresent();
        return project ? "" : "gcp_project option must be set when snapshot_provider is gcp";
    }

    private static String azure(ServerConfig config) {
        return config.get(Options.AZURE_SUBSCRIPTION_ID).isPresent()
                ? ""
                : "azure_subscription_id option must be set when snapshot_provider is azure";
    }

    private static void awsLock(ServerConfig config, List<String> problems) {
        int duration = config.get(Options.AWS_SNAPSHOT_LOCK_DURATION).orElse(0);
        int coolOff = config.get(Options.AWS_SNAPSHOT_LOCK_COOL_OFF_PERIOD).orElse(0);
        String expiration =
                config.get(Options.AWS_SNAPSHOT_LOCK_EXPIRATION_DATE).orElse("");
        String mode = config.required(Options.AWS_SNAPSHOT_LOCK_MODE);
        if (duration == 0 && expiration.isEmpty()) {
            problems.add("'aws_snapshot_lock_mode' is set, you must specify 'aws_snapshot_lock_duration' or"
                    + " 'aws_snapshot_lock_expiration_date'.");
        }
        if (duration != 0 && !expiration.isEmpty()) {
            problems.add("You must specify either 'aws_snapshot_lock_duration' or"
                    + " 'aws_snapshot_lock_expiration_date' in the configuration, but not both.");
        }
        if (mode.equals("governance") && coolOff != 0) {
            problems.add("'aws_snapshot_lock_cool_off_period' cannot be used with 'aws_snapshot_lock_mode' ="
                    + " 'governance'.");
        }
        if (coolOff != 0 && (coolOff < 1 || coolOff > 72)) {
            problems.add("aws_snapshot_lock_cool_off_period must be between 1 and 72 hours.");
        }
        if (duration != 0 && (duration < 1 || duration > 36_500)) {
            problems.add("aws_snapshot_lock_duration must be between 1 and 36,500 days.");
        }
        if (!List.of("governance", "compliance").contains(mode.toLowerCase(Locale.ROOT))) {
            problems.add("Invalid AWS snapshot lock mode. Please specify either 'governance' or 'compliance'."
                    + " Ensure that the mode you choose aligns with your snapshot locking requirements.");
        }
        if (!expiration.isEmpty() && !isUtcMoment(expiration)) {
            problems.add("Invalid date: '" + expiration + "'. Expected format is '%Y-%m-%dT%H:%M:%S.%fZ'.");
        }
    }

    private static boolean isUtcMoment(String text) {
        try {
            DateTimeFormatter.ISO_INSTANT.parse(text);
            return text.indexOf('.') > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
