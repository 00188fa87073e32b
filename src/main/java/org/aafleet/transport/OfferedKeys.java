package org.aafleet.transport;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import java.util.List;
import java.util.Vector;

/** The keys that jsch may use for one login. A new object per login: jsch holds its lock while it talks to the server. */
@SuppressWarnings("JdkObsolete") // jsch wants a Vector
final class OfferedKeys implements IdentityRepository {

    private final Vector<Identity> keys;

    OfferedKeys(List<SshIdentity> keys) {
        this.keys = new Vector<>(keys);
    }

    @Override
    public Vector<Identity> getIdentities() {
        return keys;
    }

    @Override
    public String getName() {
        return "aa-fleet";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {}
}
