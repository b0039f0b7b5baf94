package dev.dromedary.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.image.ConversionRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListConversionTest {
    @TempDir
    private Path folder;

    @Test
    void seesThatItsListHasGrownSinceItWasRead() throws IOException, RejectedListException {
        Path list = Files.writeString(folder.resolve("list.txt"), "a:1\nb c\n");
        ConversionRules rules = new ConversionRules(Optional.empty(), Optional.empty());
        try (ListConversion conversion = ListConversion.open(list, rules)) {
            ListConversion.Result result = conversion.check("list.txt");
            assertThat(result).isEqualTo(new ListConversion.Result(1, 1, 8));
            assertThat(conversion.isAsLongAs(result)).isTrue();
            Files.writeString(list, "c:1\n", StandardOpenOption.APPEND);
            assertThat(conversion.isAsLongAs(result)).isFalse();
        }
    }
}
