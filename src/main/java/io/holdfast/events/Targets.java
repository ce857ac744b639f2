package io.holdfast.events;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Where webhooks may go. Whoever can name a URL must not make this service ask, from the inside of
 * its network, what only the inside may ask. Pure: names are looked up elsewhere.
 *
 * @param http whether plain HTTP will do
 * @param privateAddresses whether this machine and private networks will do. Link-local addresses,
 *     where clouds keep their credentials, never do
 */
public record Targets(boolean http, boolean privateAddresses) {
  private static final int URL_LENGTH_MAX = 2_000;
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[.*]|0[xX].*");

  /** What is wrong with a URL, or null. A name may still turn out to lead where it must not. */
  public String fault(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException malformed) {
      return "must be a URL";
    }
    if (url.length() > URL_LENGTH_MAX) {
      return "must have at most " + URL_LENGTH_MAX + " characters";
    }
    boolean plain = "http".equalsIgnoreCase(uri.getScheme());
    if (!"https".equalsIgnoreCase(uri.getScheme()) && !(plain && http)) {
      return http ? "must be an http or https URL" : "must be an https URL";
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return "must have a host, and neither user nor fragment";
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      return "must have a port from 1 to 65535";
    }
    return LITERAL.matcher(uri.getHost()).matches() ? literalFault(uri.getHost()) : null;
  }

  private String literalFault(String host) {
    try {
      // Looks nothing up: it is an address, or it is refused.
      InetAddress address = InetAddress.getByName(host);
      return allows(address) ? null : "must not lead to a private address";
    } catch (UnknownHostException noAddress) {
      return "must have a host";
    }
  }

  /** Whether this is an address to which webhooks may be sent. */
  boolean allows(InetAddress address) {
    if (address instanceof Inet4Address) {
      return allows(address.getAddress());
    }
    return address instanceof Inet6Address && allowsSix(address.getAddress());
  }

  private boolean allows(byte[] four) {
    int first = four[0] & 0xFF;
    int second = four[1] & 0xFF;
    int third = four[2] & 0xFF;
    boolean inside =
        first == 10
            || first == 127
            || (first == 172 && second >= 16 && second < 32)
            || (first == 192 && second == 168)
            || (first == 100 && second >= 64 && second < 128);
    if (inside) {
      return privateAddresses;
    }
    boolean special =
        first == 0
            || first >= 224 // multicast, reserved, broadcast
            || (first == 169 && second == 254)
            || (first == 192 && second == 0 && (third == 0 || third == 2))
            || (first == 192 && second == 88 && third == 99)
            || (first == 198 && (second == 18 || second == 19))
            || (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113);
    return !special;
  }

  private boolean allowsSix(byte[] six) {
    int first = group(six, 0);
    int second = group(six, 1);
    boolean loopback = first == 0 && six[15] == 1;
    for (int i = 2; i < 15; i++) {
      loopback &= six[i] == 0;
    }
    if (loopback || (first & 0xFE00) == 0xFC00) {
      return privateAddresses;
    }
    // Global unicast, but not what carries an IPv4 address inside, nor what is for documents.
    boolean teredo = first == 0x2001 && second < 0x0200;
    boolean documents = (first == 0x2001 && second == 0x0DB8) || (first & 0xFFF0) == 0x3FF0;
    return (first & 0xE000) == 0x2000 && first != 0x2002 && !teredo && !documents;
  }

  private static int group(byte[] six, int index) {
    return (six[2 * index] & 0xFF) << 8 | (six[2 * index + 1] & 0xFF);
  }
}
