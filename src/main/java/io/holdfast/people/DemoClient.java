package io.holdfast.people;

import io.holdfast.money.Currencies;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of the demo chain, and what is in the wallet. The same 300 every time.
 *
 * @param amount deposited when the wallet was opened, in minor units; 0 for nothing
 */
record DemoClient(
    String reference,
    String name,
    String currency,
    long amount,
    long creditLimit,
    boolean isFrozen) {
  private static final int COUNT = 300;
  private static final int FIRST_REFERENCE = 1001;

  /** The one that the documentation's examples are about. */
  static final DemoClient ADA = new DemoClient("cl_1042", "Ada Byron", "USD", 10_000, 0, false);

  private static final String FROZEN_REFERENCE = "cl_1013";

  /** Five given names, five family names, in the order in which the two are written. */
  private static final String[][] NAMES = {
    {"Amelia", "Oliver", "Grace", "Henry", "Ruby"},
    {"Bennett", "Clarke", "O’Connor", "Walker-Reid", "Hughes"},
    {"Jürgen", "Anneliese", "Lukas", "Käthe", "Björn"},
    {"Müller", "Schröder", "Weiß", "Köhler", "von Groß"},
    {"Łukasz", "Małgorzata", "Paweł", "Żaneta", "Wojciech"},
    {"Wójcik", "Kowalczyk", "Nowak", "Woźniak", "Mazur"},
    {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng"},
    {"Thị Mai", "Văn Đức", "Minh Anh", "Quốc Bảo", "Thu Hà"},
    {"佐藤", "鈴木", "高橋", "田中", "伊藤"},
    {"美咲", "翔太", "陽菜", "健一", "さくら"},
    {"José", "María Ángeles", "Íñigo", "Lucía", "Begoña"},
    {"Núñez", "García", "Peña", "Ibáñez", "Muñoz"},
    {"Ayşe", "Çağla", "Emre", "Gülşen", "Oğuz"},
    {"Yılmaz", "Çelik", "Şahin", "Öztürk", "Güneş"},
    {"Олена", "Іван", "Софія", "Тарас", "Марія"},
    {"Шевченко", "Коваленко", "Бондаренко", "Ткаченко", "Кравченко"},
    {"Aarav", "Priya", "Ishaan", "Ananya", "Rohan"},
    {"Sharma", "Patel", "Iyer", "Banerjee", "Reddy"},
    {"فاطمة", "محمد", "ليلى", "يوسف", "نور"},
    {"الحسن", "الخطيب", "منصور", "حداد", "النجار"},
    {"Sigríður", "Åsa", "Søren", "Øyvind", "Päivi"},
    {"Lindqvist", "Østergård", "Mäkinen", "Nygård", "Ångström"},
    {"Chidinma", "Olúwaṣeun", "Ngozi", "Adébáyọ̀", "Ifeoma"},
    {"Okafor", "Adéyẹmí", "Nwosu", "Balógun", "Eze"},
  };

  static List<DemoClient> all() {
    List<DemoClient> clients = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      DemoClient client = client(i);
      clients.add(client.reference().equals(ADA.reference()) ? ADA : client);
    }
    return clients;
  }

  /** Strides without a common factor, so that what varies does not vary together. */
  private static DemoClient client(int i) {
    String reference = "cl_" + (FIRST_REFERENCE + i);
    String currency = i % 29 == 7 ? "EUR" : i % 43 == 11 ? "JPY" : "USD";
    long scale = Currencies.decimals(currency) == 0 ? 10 : 5;
    long amount = i % 17 == 3 ? 0 : (i * 7919L % 4_800 + 200) * scale;
    long creditLimit = i % 37 == 5 ? 5_000 : 0;
    return new DemoClient(
        reference, name(i), currency, amount, creditLimit, reference.equals(FROZEN_REFERENCE));
  }

  private static String name(int i) {
    int languages = NAMES.length / 2;
    int pair = i / languages;
    String[] first = NAMES[i % languages * 2];
    String[] last = NAMES[i % languages * 2 + 1];
    return first[pair % first.length] + " " + last[pair / first.length % last.length];
  }
}
