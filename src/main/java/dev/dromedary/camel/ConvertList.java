package dev.dromedary.camel;

import dev.dromedary.run.Conversions;
import java.io.File;

/** The step {@code convert-the-list}: turns a list of names into one of three fields. */
public final class ConvertList {
    private final Conversions conversions;

    ConvertList(Conversions conversions) {
        this.conversions = conversions;
    }

    public void convert(File list) {
        conversions.convert(list.toPath());
    }
}
