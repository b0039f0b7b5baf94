package dev.dromedary.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which platforms a list wants.
 *
 * @param architectures {@code amd64}, {@code arm/v7}; or {@code all} alone
 * @param systems {@code linux}; or {@code all} alone
 */
public record PlatformSelection(Set<String> architectures, Set<String> systems) {
    private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9_.-]+(/[a-z0-9_.-]+)?");
    private static final Pattern SYSTEM = Pattern.compile("[a-z0-9_.-]+");

    public static final PlatformSelection ALL = of("all", "all");

    public PlatformSelection {
        architectures = Set.copyOf(architectures);
        systems = Set.copyOf(systems);
    }

    /**
     * The selection that the comma separated texts of {@code mirror.arch} and {@code mirror.os} mean. Throws
     * {@link IllegalArgumentException} with one line when one of them is empty or no name.
     */
    public static PlatformSelection of(String arch, String os) {
        return new PlatformSelection(
                names("mirror.arch", arch, ARCHITECTURE, PlatformSelection::wantedArchitecture),
                names("mirror.os", os, SYSTEM, UnaryOperator.identity()));
    }

    public boolean isEverything() {
        return isAll(architectures) && isAll(systems);
    }

    /** True when this platform, as an index or a config names it, is selected; no operating system means Linux. */
    public boolean wants(Platform platform) {
        String os = lower(platform.os());
        return (isAll(systems) || systems.contains(os.isEmpty() ? "linux" : os)) && wantsArchitecture(platform);
    }

    /** {@code arch amd64,arm64, os linux,windows}: the same text for the same selection, since it goes into reports. */
    @Override
    public String toString() {
        return "arch " + String.join(",", new TreeSet<>(architectures)) + ", os "
                + String.join(",", new TreeSet<>(systems));
    }

    private boolean wantsArchitecture(Platform platform) {
        String name = canonical(lower(platform.architecture()));
        String variant = lower(platform.variant());
        boolean anyVariant = !name.equals("arm64") || variant.isEmpty() || variant.equals("v8");
        return isAll(architectures)
                || (architectures.contains(name) && anyVariant)
                || architectures.contains(name + "/" + variant);
    }

    private static Set<String> names(String property, String text, Pattern grammar, UnaryOperator<String> normal) {
        Set<String> names = Arrays.stream(text.split(","))
                .map(name -> lower(name.strip()))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        if (names.isEmpty()
                || !names.stream().allMatch(name -> grammar.matcher(name).matches())) {
            throw new IllegalArgumentException(
                    property + " = \"" + text + "\": expected names separated by commas, or all");
        }
        return names.contains("all")
                ? Set.of("all")
                : names.stream().map(normal).collect(Collectors.toSet());
    }

    private static String wantedArchitecture(String name) {
        if (name.equals("armhf")) {
            return "arm/v7";
        }
        int slash = name.indexOf('/');
        String architecture = canonical(slash < 0 ? name : name.substring(0, slash));
        String whole = slash < 0 ? architecture : architecture + name.substring(slash);
        return whole.equals("arm64/v8") ? "arm64" : whole;
    }

    /** Two names that uname gives; images are labelled with Go's names (OCI image-index.md, "platform"). */
    private static String canonical(String architecture) {
        return switch (architecture) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
    }

    private static boolean isAll(Set<String> names) {
        return names.contains("all");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
