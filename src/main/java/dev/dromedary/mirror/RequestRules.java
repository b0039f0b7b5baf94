package dev.dromedary.mirror;

import dev.dromedary.image.InvalidNameException;
import dev.dromedary.image.NameRules;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.list.ListLine;

/** How the lines of one list are to be understood: the settings that a list's own setting lines can change. */
public record RequestRules(
        NameRules names, PlatformSelection platforms, boolean failWithoutPlatform, boolean inProjects) {

    /** Throws {@link InvalidNameException} with one line for people. */
    public MirrorRequest request(ListLine.Image3 line) {
        return request(names.ends(line.source(), line.destination(), line.tag()));
    }

    /** Throws {@link InvalidNameException} with one line for people. */
    public MirrorRequest request(ListLine.Single line) {
        return request(names.ends(line.name()));
    }

    private MirrorRequest request(NameRules.Ends ends) {
        // an image that is asked for by digest at both ends would have another digest if it were filtered
        boolean whole = ends.destination().digest().isPresent();
        return new MirrorRequest(
                ends.source(),
                ends.destination(),
                whole ? PlatformSelection.ALL : platforms,
                failWithoutPlatform,
                inProjects);
    }
}
