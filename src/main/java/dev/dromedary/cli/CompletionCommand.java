package dev.dromedary.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code dromedary completion}: a script that completes our commands and flags in bash and zsh. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands and flags in bash and zsh.",
        footer = {
            "",
            "For the shell that you are in; the same line in ~/.bashrc or ~/.zshrc is for all to come.",
            "Example: source <(dromedary completion)"
        },
        versionProvider = Version.class)
final class CompletionCommand extends AutoComplete.GenerateCompletion {}
