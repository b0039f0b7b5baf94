package dev.dromedary.witness;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Decides whether the {@link Witness} tests run, are left out, or fail. */
final class WitnessCondition implements ExecutionCondition {
    private static final List<String> TOOLS = List.of("docker-registry", "skopeo");

    private final List<String> missing;
    private final boolean required;

    WitnessCondition() {
        this(
                missingFrom(System.getenv().getOrDefault("PATH", "")),
                "required".equals(System.getenv("DROMEDARY_WITNESS")));
    }

    WitnessCondition(List<String> missing, boolean required) {
        this.missing = missing;
        this.required = required;
    }

    /** The tools that no folder of this PATH holds. */
    static List<String> missingFrom(String path) {
        List<Path> folders = Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        return TOOLS.stream()
                .filter(tool -> folders.stream().noneMatch(folder -> Files.isExecutable(folder.resolve(tool))))
                .toList();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String test = context.getTestMethod()
                .map(method -> context.getRequiredTestClass().getSimpleName() + "." + method.getName())
                .orElseGet(context::getDisplayName);
        return judge(test, () -> leftOut(context));
    }

    ConditionEvaluationResult judge(String test, Supplier<LeftOut> leftOut) {
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("the witnesses are on the PATH");
        }
        String reason = String.join(" and ", missing) + (missing.size() == 1 ? " is" : " are") + " not on the PATH";
        if (required) {
            throw new IllegalStateException("DROMEDARY_WITNESS is \"required\", but " + reason);
        }
        leftOut.get().add(test, reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static LeftOut leftOut(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(WitnessCondition.class))
                .computeIfAbsent(LeftOut.class, key -> new LeftOut(System.err), LeftOut.class);
    }

    /** The tests that did not run; JUnit closes it at the end of the test run, and then it says so in one line. */
    static final class LeftOut implements AutoCloseable {
        private final PrintStream out;
        private final Set<String> tests = new ConcurrentSkipListSet<>();
        private final Set<String> reasons = new ConcurrentSkipListSet<>();

        LeftOut(PrintStream out) {
            this.out = out;
        }

        void add(String test, String reason) {
            tests.add(test);
            reasons.add(reason);
        }

        @Override
        public void close() {
            out.println("witness tests left out: " + String.join(", ", reasons) + " (" + tests.size() + ": "
                    + String.join(", ", tests) + ")");
        }
    }
}
