package dev.dromedary.camel;

import dev.dromedary.mirror.ImageValidation;
import dev.dromedary.run.Line;

/** The step {@code validate-image}: compares the destination of one line with what a copy would have put there. */
public final class ValidateImage {
    private final ImageValidation validation;

    ValidateImage(ImageValidation validation) {
        this.validation = validation;
    }

    public CopyImage.CopiedLine validate(Line line) throws CopyFailedException, InterruptedException {
        return CopyImage.answer(line, validation::validate);
    }
}
