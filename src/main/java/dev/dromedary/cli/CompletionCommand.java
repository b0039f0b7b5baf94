package dev.dromedary.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code dromedary completion}: a script that completes our commands and flags in bash and zsh. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands and flags in bash and zsh.",
        footer = {"", "Example: source <(dromedary completion)"},
        versionProvider = Version.class)
final class CompletionCommand extends AutoComplete.GenerateCompletion {}
