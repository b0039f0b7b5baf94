package dev.dromedary.mirror;

import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.RegistryException;

/** Asks a registry that keeps its repositories in projects, such as a Harbor, about one of them. */
public interface ProjectApi {

    /** Whether there is such a project: 200 or 404. Throws when there is no answer, or none yet. */
    Answer find(RegistryName registry, String project) throws RegistryException;

    /** Creates the project: 201, or 409 where there is one. Throws when there is no answer, or none yet. */
    Answer create(RegistryName registry, String project) throws RegistryException;

    /** The project was not there a moment ago: whatever was allowed to do in it then no longer counts. */
    void forgetRights(RegistryName registry, String project);

    /**
     * An answer, whatever it says.
     *
     * @param said the registry's own words, empty for none
     * @param who as whom it was asked, such as {@code user "ci"} or {@code nobody}
     */
    record Answer(int status, String said, String who) {

        /** {@code 403: Only system admin can create project}. */
        String shown() {
            return said.isEmpty() ? Integer.toString(status) : status + ": " + said;
        }

        boolean isRefusal() {
            return status == 401 || status == 403;
        }
    }
}
