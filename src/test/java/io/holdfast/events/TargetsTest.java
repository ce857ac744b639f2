package io.holdfast.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where webhooks may go, and where they may not. */
class TargetsTest {
  private static final Targets STRICT = new Targets(false, false);
  private static final Targets LENIENT = new Targets(true, true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.0.1",
        "100.128.0.1",
        "223.1.1.1",
        "192.0.1.1",
        "2606:4700:4700::1111",
        "2a00:1450::1",
        "2001:4860:4860::8888"
      })
  void theOpenInternetIsAllowed(String address) throws UnknownHostException {
    assertThat(STRICT.allows(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "::1",
        "fc00::1",
        "fdff::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1"
      })
  void theInsideIsAllowedOnlyWhereConfigured(String address) throws UnknownHostException {
    assertThat(STRICT.allows(InetAddress.getByName(address))).isFalse();
    assertThat(LENIENT.allows(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "169.254.0.1",
        "::ffff:169.254.169.254",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "::",
        "::7f00:1",
        "::10.0.0.1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2002:a00:1::1",
        "2001::1",
        "2001:db8::1",
        "3fff::1",
        "fd00:ec2::254%1"
      })
  void whatIsNoPlaceForAReceiverIsNeverAllowed(String text) throws UnknownHostException {
    String address = text.replaceAll("%.*", "");
    assertThat(STRICT.allows(InetAddress.getByName(address))).isFalse();
    if (!text.contains("%")) { // The cloud's address in a private network is one of the inside.
      assertThat(LENIENT.allows(InetAddress.getByName(address))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://chain.example/hook",
        "https://chain.example",
        "https://chain.example:8443/a?b=c%20d",
        "HTTPS://CHAIN.EXAMPLE/",
        "https://8.8.8.8/x",
        "https://[2606:4700:4700::1111]/x"
      })
  void aUrlOfTheOpenInternetIsGood(String url) {
    assertThat(STRICT.fault(url)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://chain.example/hook",
        "ftp://chain.example/",
        "file:///etc/passwd",
        "https:///nohost",
        "https:opaque",
        "chain.example/hook",
        "https://user:secret@chain.example/",
        "https://chain.example/#part",
        "https://chain.example:0/",
        "https://chain.example:65536/",
        "https://under_score.example/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/",
        "https://chain.example/ with blank",
        ""
      })
  void anyOtherUrlIsRefused(String url) {
    assertThat(STRICT.fault(url)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:9/", "http://chain.example/", "https://[::1]/"})
  void aUrlOfTheInsideIsGoodWhereConfigured(String url) {
    assertThat(LENIENT.fault(url)).isNull();
  }
}
