import CommandLineSupport
import FoundationEssentials
import SystemPackage
import Testing

/// `--format html` and `svg`, in a real browser: valid, usable without eyes or a mouse, and with the
/// figures that the JSON has.
@Suite(.serialized) struct PageTests {
  /// Pages of every kind.
  static let pages: [[String]] = [
    ["layout", "class", "--build", "3.11.7"],
    ["layout", "dict", "--build", "3.6.15"], ["layout", "-e", "'<&\">'", "--build", "3.12"],
    ["layout", "type:dict", "--build", "3.13t"],
    ["compare", "--build", "3.13"], ["compare", "--build", "3.13d", "--build", "2.7"],
    ["estimate", "class"], ["article", "--build", "3.7.3"],
    ["article", "--build", "all"], ["bytes", "slots", "--build", "3.14"],
    ["heap", "PICTURE"], ["heap", "PICTURE", "--since", "PICTURE"],
    ["heap", "PICTURE", "--type", "Vault", "--values"],
  ]

  /// Those with a picture.
  static let drawn = pages.filter { page in
    !["article", "bytes"].contains(page[0])
      && !page.contains { ["--type", "--since"].contains($0) }
  }

  /// What the command line prints; `PICTURE` is one of a small program, of before it has made much.
  private func output(_ arguments: [String], _ format: String) async throws -> String {
    guard arguments.contains("PICTURE") else {
      let run = try await CommandLineRun(arguments + ["--format", format])
      #expect(run.exitCode == 0, "\(run.errors)")
      return run.output
    }
    return try await withPicture { picture in
      try await output(arguments.map { $0 == "PICTURE" ? picture : $0 }, format)
    }
  }

  /// Takes a picture of a small program, which lives as long as `body` runs.
  private func withPicture<Result>(
    _ body: (String) async throws -> Result
  ) async throws -> Result {
    let picture = FileManager.default.temporaryDirectory
      .appending(path: "pysize-\(UUID().uuidString).picture").path
    defer { try? FileManager.default.removeItem(atPath: picture) }
    let program = Checkout.root.appending("Tests/CommandLineTests/Python/secrets.py").string
    let run = try await CommandLineRun(["heap", "--save", picture, "--", program])
    #expect(run.exitCode == 0, "\(run.errors)")
    return try await body(picture)
  }

  /// Puts a text into a file that lives as long as `body` runs.
  private func withFile<Result>(
    _ text: String, _ suffix: String, _ body: (String) async throws -> Result
  ) async throws -> Result {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "pysize-\(UUID().uuidString).\(suffix)")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await body(file.path)
  }

  @Test(arguments: pages) func isValidHTML(_ arguments: [String]) async throws {
    try await withFile(output(arguments, "html"), "html") { file in
      let tidy = try await CommandLineRun(
        executable: "/usr/bin/tidy", arguments: ["-quiet", "-errors", "-utf8", file])
      // tidy does not know that SVG 2 has links without a namespace of their own: its 16.2
      let faults = tidy.errors.split(separator: "\n")
        .filter { !$0.contains(#"<a> proprietary attribute "href""#) }
        .filter { !$0.contains(#"<a> proprietary attribute "aria-label""#) }
      #expect(tidy.exitCode ?? 2 <= 1 && faults.isEmpty, "\(arguments): \(faults)")
    }
  }

  @Test(arguments: drawn) func isWellFormedSVG(_ arguments: [String]) async throws {
    let svg = try await output(arguments, "svg")
    let run = try await CommandLineRun(
      executable: "/bin/sh",
      arguments: [
        "-c",
        """
        printf %s "$1" | python3 -c "import sys, xml.dom.minidom as d
        print(d.parse(sys.stdin.buffer).documentElement.tagName)"
        """, "sh", svg,
      ])
    #expect(run.output == "svg\n", "\(arguments): \(run.errors)")
  }

  /// Nothing is fetched and nothing is run.
  @Test(arguments: pages) func needsNothingElse(_ arguments: [String]) async throws {
    let page = try await output(arguments, "html")
    for word in ["<script", "<link", "src=", "@import", "http:", "https:", "<iframe"] {
      #expect(!page.contains(word), "\(arguments): \(word)")
    }
    for match in page.matches(of: /url\(([^)]*)\)/) {
      #expect(match.1.hasPrefix("#"), "\(arguments): \(match.0)")
    }
  }

  /// What axe-core says of each page in headless Chromium, light and dark, and whether a narrow window
  /// has to be scrolled sideways. One browser goes from page to page, and takes what was found along.
  @Test(arguments: ["light", "dark"]) func areAccessible(_ scheme: String) async throws {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"] ?? "\(environment["HOME", default: ""])/.cache"
    let path = "\(cache)/pysize/axe/axe_core_python/axe.min.js"
    let axe = try #require(
      FileManager.default.contents(atPath: path), "no axe-core: Tests/Scripts/test.sh puts it there"
    )
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "pysize-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (index, arguments) in Self.pages.enumerated() {
      let script = """
        <script>\(String(decoding: axe, as: UTF8.self))</script>
        <script>
        axe.run().then(results => {
          const found = results.violations.map(v => v.id + ' ' + v.nodes.map(n => n.html).join(' '));
          const dark = matchMedia('(prefers-color-scheme: dark)').matches;
          if (document.documentElement.scrollWidth > innerWidth) found.push('scrolls sideways');
          const verdicts = JSON.parse(decodeURIComponent(location.hash.slice(1)) || '[]');
          verdicts.push({passes: results.passes.length, scheme: dark ? 'dark' : 'light', found});
          const text = JSON.stringify(verdicts);
          if (\(index + 1) < \(Self.pages.count)) {
            location.href = '\(index + 1).html#' + encodeURIComponent(text);
          } else {
            document.body.innerHTML = '<p></p>';
            document.querySelector('p').textContent = btoa(unescape(encodeURIComponent(text)));
          }
        });
        </script>
        </body>
        """
      let page = try await output(arguments, "html").replacing("</body>", with: script)
      try Data(page.utf8).write(to: folder.appending(path: "\(index).html"))
    }
    let run = try await CommandLineRun(
      executable: "/usr/bin/chromium",
      arguments: [
        "--headless", "--no-sandbox", "--disable-gpu", "--window-size=520,900",
        "--blink-settings=preferredColorScheme=\(scheme == "dark" ? 0 : 1)",
        "--virtual-time-budget=600000", "--dump-dom",
        "file://\(folder.appending(path: "0.html").path)",
      ])
    let text = try #require(
      run.output.firstMatch(of: /<p>([A-Za-z0-9+\/=]+)<\/p>/), "\(run.errors)"
    ).1
    let verdicts = try JSONDecoder().decode(
      [Verdict].self, from: #require(Data(base64Encoded: String(text))))
    #expect(verdicts.count == Self.pages.count)
    for (arguments, verdict) in zip(Self.pages, verdicts) {
      #expect(verdict.scheme == scheme, "\(arguments)")
      #expect(verdict.passes > 5, "\(arguments): axe-core has looked at nothing")
      #expect(verdict.found.isEmpty, "\(arguments), \(scheme): \(verdict.found)")
    }
  }

  private struct Verdict: Decodable {
    let passes: Int
    let scheme: String
    let found: [String]
  }

  private struct Layout: Decodable {
    struct Block: Decodable {
      struct Field: Decodable {
        let offset: Int
        let size: Int
        let name: String
        let purpose: String
      }
      let fields: [Field]
      let asked: Int
      let allocated: Int?
    }
    let blocks: [Block]
  }

  /// Every field is drawn, to scale, and nothing else.
  @Test(arguments: drawn.filter { $0[0] == "layout" })
  func mapsShowWhatTheJSONSays(_ arguments: [String]) async throws {
    let page = try await output(arguments, "html")
    let json = try JSONDecoder().decode(
      Layout.self, from: Data(await output(arguments, "json").utf8))
    let fields = json.blocks.flatMap(\.fields)
    for purpose in Set(fields.map(\.purpose)) {
      let bytes = fields.reduce(0) { $0 + ($1.purpose == purpose ? $1.size : 0) }
      let widths = page.matches(
        of: try Regex(
          "<rect class=\"\(purpose)\" x=\"\\d+\" y=\"\\d+\" width=\"(\\d+)\" height=\"30\"",
          as: (Substring, Substring).self)
      ).compactMap { Int($0.1) }
      #expect(widths.reduce(0, +) == 10 * bytes, "\(arguments): \(purpose)")
    }
    let drawn = page.matches(of: /<title>offset (-?\d+), (\d+) bytes?: ([^,<]*)/).map {
      "\($0.1) \($0.2) \($0.3)"
    }
    let cut = Set(drawn)
    for field in fields {
      let name = field.name.prefix { $0 != "," }
      #expect(cut.contains("\(field.offset) \(field.size) \(name)"), "\(arguments): \(field)")
    }
    #expect(cut.count <= fields.count, "\(arguments)")
  }

  private struct Estimates: Decodable {
    struct Group: Decodable {
      let allocated: Int
      let getsizeof: Int
    }
    let groups: [Group]
  }

  @Test func barsShowWhatTheJSONSays() async throws {
    let page = try await output(["estimate", "class"], "html")
    let json = try JSONDecoder().decode(
      Estimates.self, from: Data(await output(["estimate", "class"], "json").utf8))
    let known = Set(
      json.groups.flatMap {
        ["allocated \($0.allocated)", "sys.getsizeof \($0.getsizeof)"]
      })
    let bars = page.matches(of: /width="(\d+)" height="12"><title>[^:]*: (.* (\d+)) bytes</)
    #expect(bars.count > 20)
    for bar in bars { #expect(known.contains(String(bar.2)), "\(bar.0)") }
    // To scale: no two bars differ in their ratio of length and value by more than a pixel
    let longest = bars.compactMap { bar in Int(bar.1).flatMap { w in Int(bar.3).map { (w, $0) } } }
    let most = try #require(longest.max { $0.1 < $1.1 })
    for (width, value) in longest {
      #expect(abs(width - value * most.0 / most.1) <= 1, "\(width) for \(value)")
    }
  }

  private struct Heap: Decodable {
    struct Label: Decodable {
      let label: String
      let resident: Int
    }
    struct TypeShare: Decodable {
      let name: String
      let resident: Int
    }
    let resident: Int
    let labels: [Label]
    let types: [TypeShare]
  }

  /// An area as a browser has drawn it.
  private struct Area: Decodable {
    let hint: String
    let name: String
    let width: Double
    let height: Double
    let spills: Bool
    let focuses: Bool
    let row: String
  }

  /// Every byte is drawn, to scale; what is written in an area stays inside; a keyboard reaches it, and
  /// its link leads to the row of its name.
  @Test func areasShowWhatTheJSONSays() async throws {
    let script = """
      <script>
      const areas = [...document.querySelectorAll('svg rect:has(title)')].map(rect => {
        const box = rect.getBBox();
        const link = rect.closest('a');
        if (link) link.focus();
        const texts = link ? [...link.querySelectorAll('text')].map(t => t.getBBox()) : [];
        const hint = rect.querySelector('title').textContent;
        const row = link && document.querySelector(link.getAttribute('href'));
        return {
          hint, name: link ? link.getAttribute('aria-label') : hint,
          width: box.width, height: box.height,
          spills: texts.some(t => t.x < box.x || t.x + t.width > box.x + box.width
            || t.y < box.y || t.y + t.height > box.y + box.height),
          focuses: !link || document.activeElement === link,
          row: row ? row.cells[0].textContent : '',
        };
      });
      document.body.innerHTML = '<p></p>';
      document.querySelector('p').textContent
        = btoa(unescape(encodeURIComponent(JSON.stringify(areas))));
      </script>
      </body>
      """
    let (page, text) = try await withPicture { picture in
      (
        try await output(["heap", picture], "html").replacing("</body>", with: script),
        try await output(["heap", picture], "json")
      )
    }
    let json = try JSONDecoder().decode(Heap.self, from: Data(text.utf8))
    let dump = try await withFile(page, "html") { file in
      try await CommandLineRun(
        executable: "/usr/bin/chromium",
        arguments: ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "file://\(file)"])
    }
    let found = try #require(dump.output.firstMatch(of: /<p>([A-Za-z0-9+\/=]+)<\/p>/)).1
    let areas = try JSONDecoder().decode(
      [Area].self, from: #require(Data(base64Encoded: String(found))))
    let bytes = try areas.map { area in
      try #require(area.hint.firstMatch(of: /: (\d+) bytes,/).flatMap { Int($0.1) }, "\(area)")
    }
    #expect(areas.count > 20)
    #expect(bytes.reduce(0, +) == json.resident)
    let whole = areas.reduce(0) { $0 + $1.width * $1.height }
    for (area, bytes) in zip(areas, bytes) {
      let due = whole * Double(bytes) / Double(json.resident)
      // Corners are at hundredths of a pixel
      let most = 0.02 * (area.width + area.height)
      #expect(abs(area.width * area.height - due) <= most, "\(area): \(due)")
      #expect(area.name == area.hint && area.focuses && !area.spills, "\(area)")
      let name = area.hint.replacing(/: \d+ bytes,.*/, with: "")
      if !area.row.isEmpty, !name.hasSuffix("others") {
        #expect(name == area.row || name.hasPrefix("\(area.row), "), "\(area)")
      }
    }
    // What is small has no area of its own: which types these are differs with what an interpreter has frozen
    for type in json.types.sorted(by: { $0.resident > $1.resident }).prefix(4) {
      let hint = "\(type.name): \(type.resident) bytes"
      #expect(areas.contains { $0.hint.hasPrefix(hint) }, "\(hint)")
    }
  }

  /// What a reader sees who has chosen a build.
  private struct Chosen: Decodable {
    let name: String
    let headings: [String]
    let allocated: [Int]
  }

  private struct Articles: Decodable {
    struct Article: Decodable {
      struct Section: Decodable {
        let title: String
        let allocated: Int
      }
      let build: String
      let sections: [Section]
    }
    let articles: [Article]
  }

  /// Buttons that a keyboard reaches; each shows its build's article and no other, with the figures of
  /// the JSON.
  @Test func showsTheChosenBuildAlone() async throws {
    let arguments = ["article", "--build", "all", "--build", "3.13t"]
    let script = """
      <script>
      const seen = [...document.querySelectorAll('.choice input')].map(button => {
        button.focus();
        if (document.activeElement !== button) return null;
        button.click();
        const shown = [...document.querySelectorAll('section')].filter(s => s.checkVisibility());
        const texts = (tag) => shown.flatMap(s => [...s.querySelectorAll(tag)].map(e => e.innerText));
        return {
          name: button.parentElement.innerText.trim(), headings: texts('h2').concat(texts('h3')),
          allocated: texts('p').flatMap(t => t.match(/^allocated for one more: (\\d+)/)?.[1] ?? [])
            .map(Number),
        };
      });
      document.body.innerHTML = '<p></p>';
      document.querySelector('p').textContent = btoa(JSON.stringify(seen));
      </script>
      </body>
      """
    let page = try await output(arguments, "html").replacing("</body>", with: script)
    let dump = try await withFile(page, "html") { file in
      try await CommandLineRun(
        executable: "/usr/bin/chromium",
        arguments: ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "file://\(file)"])
    }
    let text = try #require(dump.output.firstMatch(of: /<p>([A-Za-z0-9+\/=]+)<\/p>/)).1
    let chosen = try JSONDecoder().decode(
      [Chosen].self, from: #require(Data(base64Encoded: String(text))))
    let articles = try JSONDecoder().decode(
      Articles.self, from: Data(await output(arguments, "json").utf8)
    ).articles
    #expect(articles.count > 10)
    #expect(chosen.map(\.name) == articles.map(\.build))
    for (chosen, article) in zip(chosen, articles) {
      let title = "A point in ever smaller ways, on CPython \(article.build)"
      #expect(chosen.headings == [title] + article.sections.map(\.title), "\(article.build)")
      #expect(chosen.allocated == article.sections.map(\.allocated), "\(article.build)")
    }
  }
}
