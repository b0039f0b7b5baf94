package dev.dromedary.registry.network;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;

/** Tells whether two keys are one pair: otherwise the server would be the first to notice, and say it less clearly. */
final class KeyPairs {
    private static final byte[] ANYTHING = {1};

    private KeyPairs() {}

    static boolean belongTogether(PrivateKey secret, PublicKey certified) throws GeneralSecurityException {
        if (secret instanceof RSAKey one && certified instanceof RSAKey other) {
            return one.getModulus().equals(other.getModulus());
        }
        Signature signature = Signature.getInstance(
                certified.getAlgorithm().equals("EC") ? "SHA256withECDSA" : certified.getAlgorithm());
        signature.initSign(secret);
        signature.update(ANYTHING);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(ANYTHING);
        return signature.verify(signed);
    }
}
