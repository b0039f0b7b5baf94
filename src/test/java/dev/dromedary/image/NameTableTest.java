package dev.dromedary.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of names: which line and which flags mean which source and which destination. */
class NameTableTest {

    @ParameterizedTest(name = "{0} [{1}]")
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
        docker.io/hello-world private.io/library/hello-world latest | ''            | docker.io/library/hello-world:latest | private.io/library/hello-world:latest
        hello-world hello-world latest       | -d private.io                        | docker.io/library/hello-world:latest | private.io/library/hello-world:latest
        hello-world hello-world latest       | -d private.io --default-project=proj | docker.io/library/hello-world:latest | private.io/proj/hello-world:latest
        hello-world library/hello-world latest | -d private.io --default-project=proj | docker.io/library/hello-world:latest | private.io/library/hello-world:latest
        hello-world library/hello-world latest | -s src.io:5000 -d private.io       | src.io:5000/hello-world:latest       | private.io/library/hello-world:latest
        registry.k8s.io/pause pause 3.9      | -d private.io                        | registry.k8s.io/pause:3.9            | private.io/library/pause:3.9
        a/b/c x/y/z 1                        | -d private.io                        | docker.io/a/b/c:1                    | private.io/x/y/z:1
        a.io/b/c/d x.io/y/z/w 1              | ''                                   | a.io/b/c/d:1                         | x.io/y/z/w:1
        nginx private.io:443/p/nginx 1       | ''                                   | docker.io/library/nginx:1            | private.io:443/p/nginx:1
        nginx myregistry/p/nginx 1           | -d private.io                        | docker.io/library/nginx:1            | private.io/myregistry/p/nginx:1
        library/x library/x 1                | -d R.io/pre                          | docker.io/library/x:1                | r.io/pre/library/x:1
        nginx nginx 1                        | -d R.io/pre                          | docker.io/library/nginx:1            | r.io/pre/nginx:1
        nginx nginx 1                        | -s h.io/proxy -d private.io          | h.io/proxy/nginx:1                   | private.io/library/nginx:1
        nginx<TAB>library/nginx<TAB>1.22     | ''                                   | docker.io/library/nginx:1.22         | docker.io/library/nginx:1.22
        nginx:1.22                           | -d private.io                        | docker.io/library/nginx:1.22         | private.io/library/nginx:1.22
        nginx:1.22                           | -d private.io --default-project=proj | docker.io/library/nginx:1.22         | private.io/proj/nginx:1.22
        nginx:1.22                           | -d R.io/pre                          | docker.io/library/nginx:1.22         | r.io/pre/nginx:1.22
        nginx@<D>                            | -d private.io                        | docker.io/library/nginx@<D>          | private.io/library/nginx@<D>
        quay.io/a/b                          | -d private.io                        | quay.io/a/b:latest                   | private.io/a/b:latest
        nginx library/nginx 1.22@<D>         | ''                                   | docker.io/library/nginx@<D>          | docker.io/library/nginx:1.22
        """)
    void namesBothEnds(String line, String flags, String source, String destination) {
        NameRules.Ends ends = ListedNames.ends(filled(line), flags);
        assertThat(ends.source()).hasToString(filled(source));
        assertThat(ends.destination()).hasToString(filled(destination));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx",
                "nginx nginx2",
                "nginx library/nginx 1.22 # note",
                "nginx library/nginx #1",
                "nginx:1 library/nginx 1",
                "nginx library/NGINX 1",
                "https://docker.io/nginx library/nginx 1",
                "/ library/x 1",
                "a/../x library/x 1"
            })
    void refusesWhatIsNoImage(String line) {
        assertThatThrownBy(() -> ListedNames.ends(line, ""))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("expected");
    }

    private static String filled(String text) {
        return text.replace("<D>", ListedNames.D).replace("<TAB>", "\t");
    }
}
