package org.barman4j.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a backup made of disk snapshots is restored. */
@SuppressWarnings("unused") // all but the first say where to look for what no provider can be asked for yet
final class SnapshotRestoreOptions {
    @Option(
            names = "--snapshot-recovery-instance",
            paramLabel = "SNAPSHOT_RECOVERY_INSTANCE",
            description = "Instance that has the disks made from the snapshots; a snapshot backup cannot be"
                    + " restored without it.")
    private String instance;

    @Option(
            names = "--snapshot-recovery-zone",
            paramLabel = "SNAPSHOT_RECOVERY_ZONE",
            description = "Deprecated, use --gcp-zone: zone of the instance for a snapshot backup.")
    private String zone;

    @Option(
            names = "--gcp-zone",
            paramLabel = "GCP_ZONE",
            description = "Google Cloud zone of the instance that a snapshot backup is restored to.")
    private String gcpZone;

    @Option(
            names = "--azure-resource-group",
            paramLabel = "AZURE_RESOURCE_GROUP",
            description = "Azure resource group of the instance that a snapshot backup is restored to.")
    private String azureResourceGroup;

    @Option(
            names = "--aws-region",
            paramLabel = "AWS_REGION",
            description = "AWS region of the instance that a snapshot backup is restored to.")
    private String awsRegion;

    Optional<String> instance() {
        return Optional.ofNullable(instance);
    }
}
