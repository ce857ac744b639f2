package io.holdfast.http;

import io.holdfast.money.Currencies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of the pages, all there are, read once: what stands under {@code web/} among the
 * resources, and the few files of libraries that the pages are made with. There is no path but
 * those in the map, so that nothing else can be asked for.
 */
final class Assets {
  private static final String FOLDER = "/web";
  private static final String INDEX = "index.html";

  private static final Map<String, CharSequence> TYPES =
      Map.of(
          "html", Headers.HTML,
          "css", Headers.CSS,
          "js", Headers.JAVASCRIPT,
          "json", Headers.JSON,
          "svg", Headers.SVG);

  /** A file out of a library's jar, and what has to be changed for a browser to load it alone. */
  private record Vendored(String path, String resource, UnaryOperator<String> change) {}

  private static final List<Vendored> VENDORED =
      List.of(
          new Vendored(
              "/vendor/preact.js",
              "/META-INF/resources/webjars/preact/10.27.2/dist/preact.module.js",
              Assets::withoutMap),
          // A browser knows no bare names without an import map, and that would be an inline
          // script.
          new Vendored(
              "/vendor/hooks.js",
              "/META-INF/resources/webjars/preact/10.27.2/hooks/dist/hooks.module.js",
              text -> withoutMap(text).replace("from\"preact\"", "from\"/vendor/preact.js\"")),
          new Vendored(
              "/vendor/htm.js",
              "/META-INF/resources/_static/htm/3.1.1/dist/htm.module.js",
              Assets::withoutMap),
          // The only short form of it is no module.
          new Vendored(
              "/vendor/uplot.js",
              "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.iife.min.js",
              text -> withoutMap(text) + "\nexport default uPlot;\n"),
          new Vendored(
              "/vendor/uplot.css",
              "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css",
              UnaryOperator.identity()));

  private final Map<String, Asset> byPath;

  private Assets(Map<String, Asset> byPath) {
    this.byPath = byPath;
  }

  /**
   * Reads them all.
   *
   * @throws IllegalStateException if the service was packed without one of them
   */
  static Assets load() {
    Map<String, Asset> assets = new HashMap<>();
    ours()
        .forEach(
            (path, content) -> {
              Asset asset = Asset.of(type(path), content);
              if (path.endsWith('/' + INDEX)) {
                String folder = path.substring(0, path.length() - INDEX.length() - 1);
                assets.put(folder, asset);
                assets.put(folder + '/', asset);
              } else {
                assets.put(path, asset);
              }
            });
    for (Vendored file : VENDORED) {
      String text = new String(resource(file.resource()), StandardCharsets.UTF_8);
      assets.put(file.path(), script(file.path(), file.change().apply(text)));
    }
    assets.put("/console/currencies.js", script(".js", currencies()));
    byte[] collection = PostmanCollection.of(OpenApi.load()).getBytes();
    assets.put("/docs/holdfast.postman_collection.json", Asset.of(Headers.JSON, collection));
    return new Assets(Map.copyOf(assets));
  }

  /** What is served under this path, or null. */
  Asset get(String path) {
    return byPath.get(path);
  }

  /** Every path there is, with what is served there. */
  Map<String, Asset> all() {
    return new TreeMap<>(byPath);
  }

  private static Asset script(String path, String text) {
    return Asset.of(type(path), text.getBytes(StandardCharsets.UTF_8));
  }

  private static CharSequence type(String path) {
    CharSequence type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException(path + " is of no type that is served");
    }
    return type;
  }

  /**
   * The codes of all currencies, and the decimals of each that has not two, as a module: browsers
   * have opinions of their own, which differ from ISO 4217 and from one another.
   */
  private static String currencies() {
    List<String> codes = Currencies.all().stream().sorted().toList();
    return codes.stream()
        .filter(code -> Currencies.decimals(code) != 2)
        .map(code -> code + ": " + Currencies.decimals(code))
        .collect(
            Collectors.joining(
                ", ",
                "export const codes = '"
                    + String.join(" ", codes)
                    + "'.split(' ');\nexport default { ",
                " };\n"));
  }

  private static String withoutMap(String text) {
    return text.replaceFirst("//# sourceMappingURL=.*\\s*$", "");
  }

  /** The resources under {@code web/}, be they in a folder or in a jar, by path. */
  private static Map<String, byte[]> ours() {
    URL folder = Assets.class.getResource(FOLDER);
    if (folder == null) {
      throw new IllegalStateException("no resources under " + FOLDER);
    }
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath(FOLDER));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
        if (Files.isRegularFile(file)) {
          String path = folder.relativize(file).toString().replace('\\', '/');
          contents.put('/' + path, Files.readAllBytes(file));
        }
      }
    }
    return contents;
  }

  private static byte[] resource(String path) {
    try (InputStream resource = Assets.class.getResourceAsStream(path)) {
      if (resource == null) {
        throw new IllegalStateException("no resource " + path);
      }
      return resource.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
