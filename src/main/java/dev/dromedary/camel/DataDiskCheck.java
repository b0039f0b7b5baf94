package dev.dromedary.camel;

import dev.dromedary.run.FreeSpace;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Health of the data folder's disk: down while it is so short that no list is begun. */
final class DataDiskCheck extends AbstractHealthCheck {
    private final FreeSpace space;

    DataDiskCheck(FreeSpace space) {
        super("mirror", "data-disk");
        this.space = space;
    }

    /** A full disk is mended by no restart. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        FreeSpace.Look look = space.look();
        builder.detail("free", look.free()).detail("least", space.least());
        if (look.enough()) {
            builder.up();
        } else {
            builder.message("the disk of mirror.data has " + look.free() + " bytes free, mirror.min-free is "
                            + space.least() + ": no list is begun until there is room")
                    .down();
        }
    }
}
