package org.barman4j.inspect;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.barman4j.config.ConfigOption;
import org.barman4j.config.Configuration;
import org.barman4j.config.ModelConfig;
import org.barman4j.config.Options;
import org.barman4j.host.Host;
import org.barman4j.text.PythonTime;

/** Gathers what is known of this installation as a whole, and puts the servers' diagnoses together with it. */
public final class InstallationService {
    private static final String GLOBAL = "barman";

    private final Configuration configuration;
    private final Host host;
    private final Clock clock;
    private final String version;
    private final List<String> problems;

    /**
     * For this machine.
     *
     * @param version the version of Barman that we are
     * @param problems what is wrong with the installation itself
     */
    public InstallationService(
            Configuration configuration, Host host, Clock clock, String version, List<String> problems) {
        this.configuration = configuration;
        this.host = host;
        this.clock = clock;
        this.version = version;
        this.problems = List.copyOf(problems);
    }

    public Diagnosis diagnose(List<ServerDiagnosis> servers, boolean withSources) {
        DiagnosedValues diagnosed = new DiagnosedValues(configuration, withSources);
        SortedMap<String, Object> config = diagnosed.of(GLOBAL, configuration.globalValues());
        List<String> errors = new ArrayList<>(configuration.conflicts());
        errors.addAll(problems);
        config.put("errors_list", errors);
        SortedMap<String, Object> system = new SystemFacts(host).gather();
        system.put("barman_ver", version);
        system.put("timestamp", PythonTime.iso(PythonTime.local(clock.instant())));
        SortedMap<String, Object> global = new TreeMap<>();
        global.put("config", config);
        global.put("system_info", system);
        SortedMap<String, Object> members = new TreeMap<>();
        members.put("global", global);
        members.put("models", models(diagnosed));
        SortedMap<String, Object> byName = new TreeMap<>();
        servers.forEach(server -> byName.put(server.server(), server.members()));
        members.put("servers", byName);
        return new Diagnosis(members);
    }

    private SortedMap<String, Object> models(DiagnosedValues diagnosed) {
        SortedMap<String, Object> models = new TreeMap<>();
        for (ModelConfig model : configuration.models().values()) {
            SortedMap<String, Object> values = new TreeMap<>();
            for (ConfigOption<?> option : Options.all()) {
                Object value = model.value(option).orElse(null);
                if (option.modelAllowed() && (value != null || !Options.isOurs(option))) {
                    values.put(option.name(), value);
                }
            }
            SortedMap<String, Object> members = new TreeMap<>();
            members.put("config", diagnosed.of(model.name(), values));
            models.put(model.name(), members);
        }
        return models;
    }
}
