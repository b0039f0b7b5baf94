package dev.dromedary.mirror;

import dev.dromedary.image.RegistryName;

/** Where no request is for a destination with projects, nobody asks for one. */
final class NoHarbor implements ProjectApi {
    @Override
    public Answer find(RegistryName registry, String project) {
        throw new AssertionError("project " + project + " was looked up");
    }

    @Override
    public Answer create(RegistryName registry, String project) {
        throw new AssertionError("project " + project + " was created");
    }

    @Override
    public void forgetRights(RegistryName registry, String project) {
        throw new AssertionError("rights in project " + project + " were forgotten");
    }
}
