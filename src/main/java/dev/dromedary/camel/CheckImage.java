package dev.dromedary.camel;

import dev.dromedary.mirror.ImageCheck;
import dev.dromedary.run.Line;

/** The step {@code check-image}: finds out what a copy of one line would do. */
public final class CheckImage {
    private final ImageCheck check;

    CheckImage(ImageCheck check) {
        this.check = check;
    }

    public CopyImage.CopiedLine check(Line line) throws CopyFailedException, InterruptedException {
        return CopyImage.answer(line, check::check);
    }
}
