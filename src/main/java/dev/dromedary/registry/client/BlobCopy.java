package dev.dromedary.registry.client;

import dev.dromedary.image.Digest;
import dev.dromedary.registry.Patience;
import dev.dromedary.registry.RegistryException;
import dev.dromedary.registry.TrafficListener;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sending of one blob into one repository, whatever breaks on the way: it goes on where it was, or begins anew. What
 * ended in an error is asked about before anything is sent again, since it may have been taken.
 */
final class BlobCopy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlobCopy.class);

    private final BlobSource source;
    private final Digest digest;
    private final BlobPlace place;
    private final Lease lease;
    private final Flow flow;
    private final BlobReader reader;
    private final Drops drops;
    private long farthest;
    private boolean begunAnew;

    BlobCopy(BlobSource source, BlobPlace place, Lease lease) {
        Patience patience = place.transport().patience();
        this.source = source;
        this.digest = source.blob().digest();
        this.place = place;
        this.lease = lease;
        this.flow = new Flow(place.transport().watchdog(), patience);
        this.reader = new BlobReader(source, flow, place.transport(), lease);
        this.drops = new Drops(patience);
    }

    /** Sends the blob to its end; answers its length. Whatever fails for good leaves no upload behind. */
    long send(Upload first) throws RegistryException {
        Upload upload = first;
        try {
            while (true) {
                // nothing is held while the registry is left alone, and what the source lacks is known before the
                // destination is troubled
                place.transport().awaitOpen(lease);
                reader.open();
                try {
                    if (put(upload)) {
                        return reader.length();
                    }
                } catch (RegistryException e) {
                    LOG.debug("blob {} was interrupted: {}", digest, e.getMessage());
                    reader.close();
                    prepareAnother(e);
                    if (isThere(e)) {
                        return reader.length();
                    }
                    upload = goOn(upload, e);
                }
            }
        } catch (RegistryException e) {
            upload.giveUp();
            throw e;
        }
    }

    /** Answers false when the same bytes are to go to another place. */
    private boolean put(Upload upload) throws RegistryException {
        long from = reader.position();
        if (!upload.put(digest, reader, flow)) {
            reader.windBack(from);
            return false;
        }
        LOG.debug("wrote blob {} to {}/{}", digest, place.transport().registry(), place.repository());
        return true;
    }

    /** Throws unless another attempt is worth it, and waits until it is due. */
    private void prepareAnother(RegistryException failure) throws RegistryException {
        TrafficListener listener = place.transport().listener();
        RegistryException ofSource = reader.failure();
        if (isMendedByBeginningAnew(failure) && !begunAnew) {
            begunAnew = true;
            listener.retried(ofSource == null ? place.transport().registry() : source.registry(), failure);
            return;
        }
        if (ofSource != null) {
            throw ofSource.forGood(ofSource.isWrongBytes() ? ", twice" : "");
        }
        if (!failure.isRetryable() && !isAboutTheSession(failure)) {
            throw failure.forGood("");
        }
        Duration wait = drops.count(reader.farthest() - farthest, failure);
        farthest = Math.max(farthest, reader.farthest());
        listener.retried(place.transport().registry(), failure);
        listener.waiting(place.transport().registry(), TrafficListener.Wait.BACK_OFF, wait);
        lease.rest(wait);
    }

    /** Bytes that were damaged on either way, and a token that ran out. */
    private boolean isMendedByBeginningAnew(RegistryException failure) {
        RegistryException ofSource = reader.failure();
        return ofSource == null
                ? failure.status() == 401 || failure.code().equals("DIGEST_INVALID")
                : ofSource.isWrongBytes();
    }

    /** The registry does not know the upload any more: it was restarted, or it is one of several that share nothing. */
    private static boolean isAboutTheSession(RegistryException failure) {
        return failure.status() == 416
                || failure.code().startsWith("BLOB_UPLOAD")
                || (failure.status() == 404 && failure.code().isEmpty());
    }

    private boolean isThere(RegistryException failure) throws RegistryException {
        return failure.isRetryable() && reader.failure() == null && place.has(digest, lease);
    }

    private Upload goOn(Upload broken, RegistryException failure) throws RegistryException {
        boolean cut = failure.isRetryable() && failure.status() == 0 && reader.failure() == null;
        OptionalLong offset = cut ? broken.offset(lease) : OptionalLong.empty();
        if (offset.isPresent() && offset.getAsLong() <= reader.farthest()) {
            reader.windBack(offset.getAsLong());
            return broken;
        }
        broken.giveUp();
        reader.windBack(0);
        return place.open(lease);
    }

    @Override
    public void close() {
        reader.close();
        flow.close();
    }
}
