package org.barman4j.postgres.endpoint;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses as getnameinfo(3) writes them; Java writes those of IPv6 without leaving out zeros. */
final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    static String of(InetAddress address) {
        if (!(address instanceof Inet6Address longer)) {
            return address.getHostAddress();
        }
        int[] groups = groups(address.getAddress());
        int start = longestZeros(groups);
        int end = start + zerosAt(groups, start);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start && end - start > 1) {
                text.append("::");
                i = end - 1;
            } else {
                text.append(i == 0 || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(groups[i]));
            }
        }
        return longer.getScopeId() > 0 ? text + "%" + scopeName(longer) : text.toString();
    }

    private static String scopeName(Inet6Address address) {
        return address.getScopedInterface() == null
                ? Integer.toString(address.getScopeId())
                : address.getScopedInterface().getName();
    }

    private static int[] groups(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        return groups;
    }

    private static int longestZeros(int[] groups) {
        int best = 0;
        for (int i = 1; i < GROUPS; i++) {
            if (zerosAt(groups, i) > zerosAt(groups, best)) {
                best = i;
            }
        }
        return best;
    }

    private static int zerosAt(int[] groups, int start) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }
}
