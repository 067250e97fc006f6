package org.barman4j.output;

import java.util.Map;
import org.barman4j.inspect.SizeEstimate;
import org.barman4j.text.ByteSize;
import org.barman4j.text.Percent;

/** What the next backup will take, and whether there is room for it. */
public final class SizeEstimateView implements View<SizeEstimate> {
    public static final SizeEstimateView INSTANCE = new SizeEstimateView();

    private SizeEstimateView() {}

    @Override
    public void console(SizeEstimate estimate, Console console) {
        console.line("Server " + estimate.server() + ":");
        console.line("\tCluster size: " + ByteSize.pretty(estimate.clusterSize()));
        console.line("\tNext full backup: " + ByteSize.pretty(estimate.expected()) + " (" + basis(estimate) + ")");
        String verdict = estimate.fits()
                ? console.palette().green("OK")
                : console.palette().red("FAILED");
        console.line(
                "\tFree space: " + ByteSize.pretty(estimate.free()) + " in " + estimate.directory() + ": " + verdict);
    }

    private static String basis(SizeEstimate estimate) {
        return estimate.example()
                .map(backup -> "backup " + backup.id() + " took " + Percent.of(estimate.ratio()) + " of the cluster")
                .orElse("without compression or reuse, as there is no full backup to go by");
    }

    @Override
    public void json(SizeEstimate estimate, JsonDocument document) {
        Map<String, Object> members = document.object(estimate.server());
        members.put("cluster_size", ByteSize.pretty(estimate.clusterSize()));
        members.put("cluster_size_bytes", estimate.clusterSize());
        members.put("estimated_size", ByteSize.pretty(estimate.expected()));
        members.put("estimated_size_bytes", estimate.expected());
        members.put(
                "based_on_backup",
                estimate.example().map(backup -> backup.id().text()).orElse(null));
        members.put("free_space", ByteSize.pretty(estimate.free()));
        members.put("free_space_bytes", estimate.free());
        members.put("directory", estimate.directory().toString());
        members.put("fits", estimate.fits());
    }
}
