package dev.dromedary.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListHeadTest {
    private static final ListLine.Setting ARCH = new ListLine.Setting("arch", "arm64");

    @Test
    void findsTheSettingsAmongTheFirstCommentsInOrder() throws IOException {
        assertThat(
                        settings(
                                "\ufeff# failed list\r\n\n// x\n # mirror.arch = arm64\n#mirror.b=c\n# mirror.arch = arm64\nx\n"))
                .containsExactly(ARCH, new ListLine.Setting("b", "c"), ARCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx x 1", "nginx", "not readable", "x # y"})
    void takesSettingsBehindTheFirstLineForComments(String first) throws IOException {
        assertThat(settings("# mirror.arch = arm64\n" + first + "\n# mirror.os = linux\n"))
                .containsExactly(ARCH);
    }

    @Test
    void endsWithALineThatIsTooLong() throws IOException {
        assertThat(settings("# mirror.arch = arm64\n#" + "x".repeat(20_000) + "\n# mirror.os = linux\n"))
                .containsExactly(ARCH);
    }

    @Test
    void findsNoneInAListWithoutImages() throws IOException {
        assertThat(settings("")).isEmpty();
        assertThat(settings("# a\n")).isEmpty();
        assertThat(settings("# mirror.arch = arm64")).containsExactly(ARCH);
    }

    @Test
    void readsNoFurtherThanItHasTo() throws IOException {
        InputStream list = new ByteArrayInputStream(("x y z\n" + "#".repeat(8192)).getBytes(UTF_8));
        assertThat(ListHead.settings(new SequenceInputStream(list, new Unreadable())))
                .isEmpty();
    }

    @Test
    void keepsNoMoreSettingsThanAListCanHave() throws IOException {
        assertThat(settings("# mirror.arch = arm64\n".repeat(10_000))).hasSize(100);
    }

    private static List<ListLine.Setting> settings(String list) throws IOException {
        return ListHead.settings(new ByteArrayInputStream(list.getBytes(UTF_8)));
    }

    private static final class Unreadable extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("read too far");
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            return read();
        }
    }
}
