package dev.dromedary.image;

import static dev.dromedary.image.ListedNames.D;
import static dev.dromedary.image.ListedNames.D512;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nginx,                               docker.io/library/nginx",
        "/nginx/,                             docker.io/library/nginx",
        "/nginx,                              docker.io/library/nginx",
        "docker.io/a/b/,                      docker.io/a/b",
        "index.docker.io/nginx,               docker.io/library/nginx",
        "registry-1.docker.io/a/b,            docker.io/a/b",
        "Registry-1.Docker.IO/nginx,          docker.io/library/nginx",
        "QUAY.io/a,                           quay.io/a",
        "localhost/a,                         localhost/a",
        "LOCALHOST/a,                         localhost/a",
        "localhost:5000/a/b,                  localhost:5000/a/b",
        "reg:1/a,                             reg:1/a",
        "reg:65535/a,                         reg:65535/a",
        "[::1]:5000/x,                        [::1]:5000/x",
        "[::1]/x,                             [::1]/x",
        "[2001:DB8::1]:443/x/y,               [2001:db8::1]:443/x/y",
        "[::ffff:10.0.0.1]:5000/x,            [::ffff:10.0.0.1]:5000/x",
        "10.0.0.1:5000/x,                     10.0.0.1:5000/x",
        "registry/a,                          docker.io/registry/a",
        "a__b/c--d/e-_f,                      ''",
        "a__b/c---d/e.f_g,                    docker.io/a__b/c---d/e.f_g",
    })
    void readsASource(String written, String name) {
        if (name.isEmpty()) {
            assertThatThrownBy(() -> ListedNames.ends(written + " x 1", "")).isInstanceOf(InvalidNameException.class);
        } else {
            assertThat(ListedNames.ends(written + " x 1", "").source()).hasToString(name + ":1");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "reg:0/x",
                "reg:00080/x",
                "reg:65536/x",
                "reg:99999999999/x",
                "reg:/x",
                "reg:1:2/x",
                "[::1/x",
                "[::1]5000/x",
                "[::1]:/x",
                "[1.2.3.4]/x",
                "[:::]/x",
                "[abc]:5000/x",
                "[dead.beef]/x",
                "[.:]/x",
                "[g::1]/x",
                "[::1%eth0]/x",
                "[:]/x",
                "..:5/x",
                "-./x",
                "re_g.io/x",
                "user@reg.io/x",
                "bücher.example/x"
            })
    void refusesARegistry(String written) {
        assertThatThrownBy(() -> ListedNames.ends(written + " x 1", ""))
                .isInstanceOf(InvalidNameException.class)
                .hasMessage("source \"%s\": registry \"%s\": expected <host>[:<port 1-65535>]"
                        .formatted(written, written.substring(0, written.length() - 2)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "latest,            latest,    latest",
        "_a.B-c,            _a.B-c,    _a.B-c",
        "1.22@<D>,          <D>,       1.22",
        "1.22@<D512>,       <D512>,    1.22",
        "<D>,               <D>,       <D>",
        "<D512>,            <D512>,    <D512>",
    })
    void readsATag(String written, String source, String destination) {
        NameRules.Ends ends = ListedNames.ends(filled("nginx x " + written), "");
        assertThat(ends.source().tagOrDigest()).isEqualTo(filled(source));
        assertThat(ends.destination().tagOrDigest()).isEqualTo(filled(destination));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                ".a",
                "-a",
                "a:b",
                "a/b",
                "a+b",
                "ä",
                "@",
                "a@",
                "@<D>",
                "a@b@<D>",
                "a@sha256:abc",
                "sha256:abc",
                "sha256:",
                "sha512:<D>",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "-a@<D>",
                "a@<D>0",
                "#1",
                "a\u0000",
                "a\u00a0"
            })
    void refusesATag(String written) {
        String tag = filled(written);
        assertThatThrownBy(() -> ListedNames.ends("nginx x " + tag, ""))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageStartingWith("tag \"")
                .hasMessageContaining("expected");
    }

    @Test
    void boundsTagAndRepository() {
        String tag = "t".repeat(128);
        assertThat(ListedNames.ends("a.io/x b.io/x " + tag, "").source()).hasToString("a.io/x:" + tag);
        assertThatThrownBy(() -> ListedNames.ends("a.io/x b.io/x " + tag + "t", ""))
                .hasMessageStartingWith("tag \"tttt");
        String path = "p".repeat(255);
        assertThat(ListedNames.ends("a.io/" + path + " b.io/x 1", "").source()).hasToString("a.io/" + path + ":1");
        assertThatThrownBy(() -> ListedNames.ends("a.io/p" + path + " b.io/x 1", ""))
                .hasMessageStartingWith("source \"a.io/pppp")
                .hasMessageEndingWith("repository of 256 characters: expected at most 255 characters");
    }

    @Test
    void namesTheFieldWhenAPrefixMakesItsNameTooLong() {
        String path = "p".repeat(253);
        assertThatThrownBy(() -> ListedNames.ends("nginx x/" + path + " 1", "-d private.io/pre"))
                .hasMessageStartingWith("destination \"x/pppp")
                .hasMessageEndingWith("expected at most 255 characters");
        assertThatThrownBy(() -> ListedNames.ends(path + " x/y 1", ""))
                .as("library/ is put before it")
                .hasMessageStartingWith("source \"pppp");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nginx,              docker.io/library/nginx:latest,  private.io/library/nginx:latest",
        "/nginx/,            docker.io/library/nginx:latest,  private.io/library/nginx:latest",
        "localhost:5000,     docker.io/library/localhost:5000, private.io/library/localhost:5000",
        "reg.io:5000/a/b:1,  reg.io:5000/a/b:1,               private.io/a/b:1",
        "[::1]:5000/a:1,     [::1]:5000/a:1,                  private.io/library/a:1",
        "a/b:1@<D>,          docker.io/a/b@<D>,               private.io/a/b:1",
        "a/b@<D512>,         docker.io/a/b@<D512>,            private.io/a/b@<D512>",
    })
    void readsANameAlone(String written, String source, String destination) {
        NameRules.Ends ends = ListedNames.ends(filled(written), "-d private.io");
        assertThat(ends.source()).hasToString(filled(source));
        assertThat(ends.destination()).hasToString(filled(destination));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "nginx:",
                "nginx@",
                "nginx:1@",
                ":1",
                "@<D>",
                "/",
                "a//b",
                "nginx:1:2",
                "nginx:1/",
                "https://docker.io/nginx",
                "nginx@sha256:abc",
                "NGINX",
                "nginx:.1"
            })
    void refusesANameAlone(String written) {
        assertThatThrownBy(() -> ListedNames.ends(filled(written), "-d private.io"))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageStartingWith("image \"")
                .hasMessageContaining("expected");
    }

    @Test
    void needsADestinationForANameAlone() {
        assertThatThrownBy(() -> ListedNames.ends("nginx:1", "-s src.io"))
                .hasMessage(
                        "expected \"<SOURCE> <DEST> <TAG>\" (one name alone needs a destination registry), found \"nginx:1\"");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "nginx,           '',     docker.io/library/nginx",
        "private.io/x,    '',     private.io/x",
        "private.io/x,    a/b,    private.io/a/b/x",
        "private.io/x/y,  a/b,    private.io/x/y",
        "docker.io/x,     proj,   docker.io/proj/x",
    })
    void insertsTheDefaultProject(String written, String project, String name) {
        NameRules rules = new NameRules(Optional.empty(), Optional.empty(), project);
        assertThat(rules.ends("src.io/x", written, "1").destination()).hasToString(name + ":1");
        assertThat(rules.ends("src.io/x", written, "1").source()).hasToString("src.io/x:1");
    }

    @Test
    void refusesAFieldByName() {
        assertThatThrownBy(() -> ListedNames.ends("nginx library/NGINX 1", ""))
                .hasMessage(
                        "destination \"library/NGINX\": path part \"NGINX\": expected lower-case letters and digits,"
                                + " separated by \".\", \"_\", \"__\" or \"-\"");
        assertThatThrownBy(() -> ListedNames.ends("https://docker.io/nginx x 1", ""))
                .hasMessage("source \"https://docker.io/nginx\": expected a name without a scheme");
        assertThatThrownBy(() -> ListedNames.ends("nginx x sha256:abc", ""))
                .hasMessageStartingWith("tag \"sha256:abc\": expected <tag>, <tag>@<digest> or <digest>");
        assertThatThrownBy(() -> ListedNames.ends("nginx:1 x 1", ""))
                .hasMessage("source \"nginx:1\": expected a name without tag or digest");
    }

    private static String filled(String text) {
        return text.replace("<D>", D).replace("<D512>", D512);
    }
}
