package dev.dromedary.witness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that needs {@code docker-registry} and {@code skopeo} on the PATH. Where one is missing it is left out, with
 * one line on standard error for all of them; with {@code DROMEDARY_WITNESS=required} in the environment it fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("witness")
@ExtendWith(WitnessCondition.class)
public @interface Witness {}
