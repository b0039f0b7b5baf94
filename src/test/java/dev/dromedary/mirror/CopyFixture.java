package dev.dromedary.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.embedded.FaultyRegistry;
import dev.dromedary.embedded.RecordedRequest;
import dev.dromedary.image.AllowList;
import dev.dromedary.image.Digest;
import dev.dromedary.image.ImageName;
import dev.dromedary.image.PlatformSelection;
import dev.dromedary.image.Reference;
import dev.dromedary.image.RegistryName;
import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryOptions;
import dev.dromedary.registry.RegistryRules;
import dev.dromedary.registry.client.Registries;
import dev.dromedary.registry.credentials.Credentials;
import dev.dromedary.witness.RegistryApi;
import dev.dromedary.witness.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A source and a destination that can be told to fail, and what copies from {@link #FROM} to {@link #TO}. */
final class CopyFixture implements AutoCloseable {
    static final String FROM = "team/app";
    static final String TO = "copy/app";
    static final PlatformSelection ARM64 = PlatformSelection.of("arm64", "linux");

    private static final AllowList ANY = AllowList.of("*");

    /** Of a test in which nothing stands still: a machine that is slow breaks nothing. */
    static final Patience PATIENT = patience(5, Duration.ofSeconds(20), Duration.ofSeconds(20));

    /** Of a test in which something stands still. */
    static final Patience IMPATIENT = patience(5, Duration.ofSeconds(3), Duration.ofMillis(500));

    final FaultyRegistry source;
    final FaultyRegistry destination;
    private final RegistryRules rules;
    private final Credentials credentials;
    private Registries registries;
    private ImageMirror mirror;

    CopyFixture(Path folder) throws IOException {
        this(folder, registry -> Optional.empty());
    }

    CopyFixture(Path folder, Credentials credentials) throws IOException {
        this(folder, credentials, PATIENT);
    }

    CopyFixture(Path folder, Credentials credentials, Patience patience) throws IOException {
        this(folder, credentials, new RegistryRules(registry -> RegistryOptions.usual(true), patience));
    }

    CopyFixture(Path folder, Credentials credentials, RegistryRules rules) throws IOException {
        this.rules = rules;
        this.credentials = credentials;
        registries = new Registries(rules, credentials, "dromedary/test");
        mirror = new ImageMirror(registries, new AllowedNames(ANY, ANY), false, null);
        source = FaultyRegistry.start(folder.resolve("source"));
        destination = FaultyRegistry.start(folder.resolve("destination"));
    }

    static Patience patience(int tries, Duration requestTimeout, Duration stallTimeout) {
        return new Patience(
                tries,
                requestTimeout,
                Duration.ofSeconds(10),
                stallTimeout,
                1024,
                stallTimeout.multipliedBy(2),
                Duration.ofMillis(10));
    }

    /** From now on copies as a new process would, which knows of nothing. */
    void restart() throws IOException {
        registries.close();
        registries = new Registries(rules, credentials, "dromedary/test");
        mirror = new ImageMirror(registries, new AllowedNames(ANY, ANY), false, null);
        forgetRequests();
    }

    /** Makes images at the source. */
    Sample sample() {
        return new Sample(new RegistryApi(source.name()), FROM);
    }

    /** Makes what refers to images at the source. */
    ReferrerSample referrers() {
        return new ReferrerSample(new RegistryApi(source.name()), FROM);
    }

    /** What the destination's referrers API lists, each by its digest. */
    List<String> listed(Digest subject) {
        return destinationApi().referrers(TO, subject);
    }

    /** From now on what refers to an image follows it. */
    void withReferrers() {
        mirror = new ImageMirror(registries, new AllowedNames(ANY, ANY), true, null);
    }

    CopyOutcome copy(String tag) {
        return copy(tag, PlatformSelection.ALL);
    }

    CopyOutcome copy(String tag, PlatformSelection platforms) {
        return copy(request(tag, platforms, false));
    }

    CopyOutcome copy(MirrorRequest request) {
        return mirror.copy(request);
    }

    /** Copies and fails the test unless everything arrived. */
    CopyOutcome.Copied arrives(String tag) {
        CopyOutcome outcome = copy(tag);
        assertThat(outcome).as(tag).isInstanceOf(CopyOutcome.Copied.class);
        assertArrived(tag, ((CopyOutcome.Copied) outcome).digest());
        return (CopyOutcome.Copied) outcome;
    }

    /** The tag is there, and every byte that it leads to; ends all faults. */
    void assertArrived(String tag, Digest digest) {
        mend();
        assertThat(copiedDigest(tag)).as(tag).hasValue(digest.toString());
        assertThat(Walk.problems(destinationApi(), TO, tag)).as(tag).isEmpty();
    }

    void mend() {
        source.mend();
        destination.mend();
    }

    CopyOutcome copy(MirrorRequest request, AllowedNames allowed) {
        return new ImageMirror(registries, allowed, false, null).copy(request);
    }

    CopyOutcome validate(String tag, PlatformSelection platforms) {
        return validate(request(tag, platforms, false));
    }

    CopyOutcome validate(MirrorRequest request) {
        return new ImageValidation(registries, new AllowedNames(ANY, ANY), new Projects(new NoHarbor()))
                .validate(request);
    }

    /** The copy's failure; anything else fails the test. */
    CopyOutcome.Failed failure(String tag) {
        CopyOutcome outcome = copy(tag);
        assertThat(outcome).isInstanceOf(CopyOutcome.Failed.class);
        return (CopyOutcome.Failed) outcome;
    }

    /** Whoever tells what copies would do; it remembers what they would have done before. */
    ImageCheck check(boolean withReferrers) {
        return new ImageCheck(registries, new AllowedNames(ANY, ANY), withReferrers, new Projects(new NoHarbor()));
    }

    MirrorRequest request(String tag, PlatformSelection platforms, boolean failWithoutPlatform) {
        return new MirrorRequest(from(tag), to(tag), platforms, failWithoutPlatform);
    }

    Reference from(String tagOrDigest) {
        return reference(source, FROM, tagOrDigest);
    }

    Reference to(String tagOrDigest) {
        return reference(destination, TO, tagOrDigest);
    }

    static Reference reference(FaultyRegistry registry, String repository, String tagOrDigest) {
        return new Reference(new ImageName(new RegistryName(registry.name()), repository), tagOrDigest);
    }

    /** What the destination serves, asked by another client. */
    Optional<byte[]> copied(String tagOrDigest) {
        return destinationApi().getManifest(TO, tagOrDigest).map(RegistryApi.Manifest::bytes);
    }

    Optional<String> copiedDigest(String tagOrDigest) {
        return destinationApi().headManifest(TO, tagOrDigest);
    }

    RegistryApi destinationApi() {
        return new RegistryApi(destination.name());
    }

    boolean hasBlob(Digest digest) {
        return destinationApi().hasBlob(TO, digest);
    }

    /** Fails when anything was written to the destination that a puller could see as an image. */
    void assertNothingIsTagged() {
        assertThat(destinationApi().tags(TO)).isEmpty();
    }

    /** Every upload that the destination opened was ended: by a PUT that it took, or given up. */
    void assertNoUploadIsLeft() {
        long opened = destination.requests().stream()
                .filter(request -> request.method().equals("POST") && request.status() == 202)
                .count();
        long ended = destination.requests().stream()
                .filter(request -> request.path().contains("/blobs/uploads/"))
                .filter(CopyFixture::endsAnUpload)
                .count();
        assertThat(ended).isEqualTo(opened);
    }

    /** No upload is left at the destination that was not asked to be given up. */
    void assertUploadsAreGivenUp() throws IOException {
        for (String id : destination.openUploads()) {
            assertThat(destination.count("DELETE", ".*/blobs/uploads/" + id + ".*"))
                    .as("DELETE of upload " + id)
                    .isPositive();
        }
    }

    private static boolean endsAnUpload(RecordedRequest request) {
        return (request.method().equals("PUT") && request.status() == 201)
                || (request.method().equals("DELETE") && request.status() == 204);
    }

    void forgetRequests() {
        source.forgetRequests();
        destination.forgetRequests();
    }

    /** The requests as {@code HEAD /v2/…}, in the order of the answers. */
    static List<String> lines(FaultyRegistry registry) {
        return registry.requests().stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    long writes() {
        return destination.count("PUT|POST|PATCH|DELETE", ".*");
    }

    @Override
    public void close() throws IOException {
        registries.close();
        source.close();
        destination.close();
    }
}
