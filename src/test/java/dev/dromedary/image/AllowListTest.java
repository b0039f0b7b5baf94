package dev.dromedary.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {

    @ParameterizedTest(name = "{0} allows {1}/{2}: {3}")
    @CsvSource({
        "*,                     any.io:5000,  a/b,         true",
        "reg.io,                reg.io,       a,           true",
        "REG.io,                Reg.IO,       a,           true",
        "reg.io,                reg.io:5000,  a,           false",
        "reg.io,                xreg.io,      a,           false",
        "reg.io,                reg.io.evil,  a,           false",
        "reg.io:5000,           reg.io:5000,  a,           true",
        "reg.io:*,              reg.io:5000,  a,           true",
        "reg.io:*,              reg.io,       a,           false",
        "*.reg.io,              a.reg.io,     x,           true",
        "*.reg.io,              reg.io,       x,           false",
        "*.reg.io,              evil.io,      a.reg.io,    false",
        "a*a.io,                a.io,         x,           false",
        "a*b*c.io,              axbxc.io,     x,           true",
        "a*b*c.io,              acxb.io,      x,           false",
        "[::1]:5000,            [::1]:5000,   x,           true",
        "reg.io/team,           reg.io,       team/x,      true",
        "reg.io/team,           reg.io,       team,        true",
        "reg.io/team/,          reg.io,       team/x,      true",
        "reg.io/team,           reg.io,       teamx,       false",
        "reg.io/team,           reg.io,       x/team,      false",
        "reg.io/team/a,         reg.io,       team,        false",
        "reg.io/team-*,         reg.io,       team-a/x,    true",
        "reg.io/team-*,         reg.io,       team/x,      false",
        "reg.io/*/x,            reg.io,       a/x/y,       true",
        "reg.io/*/x,            reg.io,       a/b/x,       false",
        "*/library,             other.io,     library/x,   true",
        "docker.io,             index.docker.io, nginx,    true",
        "registry-1.docker.io,  docker.io,    a/b,         true",
        "index.docker.io/library, docker.io,  nginx,       true",
        "'a.io, reg.io/team',   reg.io,       team/x,      true",
        "'a.io, reg.io/team',   b.io,         team/x,      false",
    })
    void allowsByWholeHostAndByPathParts(String list, String registry, String repository, boolean allowed) {
        ImageName name = new ImageName(new RegistryName(registry), repository);
        assertThat(AllowList.of(list).allows(name)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "a.io,",
                "a.io,,b.io",
                "/team",
                "https://reg.io",
                "reg.io/Team",
                "reg.io//a",
                "reg.io:0",
                "reg.io/a b",
                "*/A*",
                "re g*",
                "user@*",
                "reg.io/a:1",
                "a.io b.io"
            })
    void refusesWhatNoNameCouldMatch(String list) {
        assertThatThrownBy(() -> AllowList.of(list))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void takesNoLongerForWickedPatterns() {
        AllowList list = AllowList.of("*a".repeat(5_000) + "b/" + "*a".repeat(100) + "*b");
        ImageName name = new ImageName(new RegistryName("a".repeat(253)), "a".repeat(255));
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(list.allows(name)).isFalse());
    }

    @Test
    void showsWhatItAllows() {
        assertThat(AllowList.of("Index.docker.io/a/ , *.B.io"))
                .hasToString("docker.io/a,*.b.io")
                .isEqualTo(AllowList.of("docker.io/a,*.b.io"))
                .hasSameHashCodeAs(AllowList.of("docker.io/a,*.b.io"))
                .isNotEqualTo(AllowList.of("docker.io"));
    }
}
