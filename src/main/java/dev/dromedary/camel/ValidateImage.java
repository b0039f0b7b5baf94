package dev.dromedary.camel;

import dev.dromedary.mirror.CopyOutcome;
import dev.dromedary.mirror.MirrorRequest;
import dev.dromedary.run.Line;
import java.util.function.Function;

/** The step {@code validate-image}: compares the destination of one line with what a copy would have put there. */
public final class ValidateImage {
    private final Function<MirrorRequest, CopyOutcome> validation;

    ValidateImage(Function<MirrorRequest, CopyOutcome> validation) {
        this.validation = validation;
    }

    public CopyImage.CopiedLine validate(Line line) throws CopyFailedException, InterruptedException {
        return CopyImage.answer(line, validation);
    }
}
