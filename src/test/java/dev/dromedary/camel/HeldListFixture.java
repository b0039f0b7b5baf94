package dev.dromedary.camel;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of lists that are worked on begin with: two registries, and a gate in front of the source. */
abstract class HeldListFixture extends TwoRegistriesFixture {
    /** How the name of a run begins; that of its list follows. */
    static final String RUN = "20260101-000000_";

    private final String held;
    Gate gate;
    DataFolder data;

    /** Takes the pattern of the paths that wait at the gate. */
    HeldListFixture(String held) {
        this.held = held;
    }

    @BeforeEach
    void closeTheGate() throws IOException {
        gate = Gate.before(source.name(), held);
        data = new DataFolder(folder.resolve("data"));
    }

    @AfterEach
    void removeTheGate() {
        gate.close();
    }

    /** The text with the names of the registries for {@code SRC} and {@code DST}, and the gate's for {@code GATE}. */
    @Override
    String text(String template) {
        return super.text(template).replace("GATE", gate.name());
    }
}
