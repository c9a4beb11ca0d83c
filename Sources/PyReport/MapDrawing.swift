import PyInspector
import PyLayout

/// An object's blocks as byte rulers: 64 bytes to a line, fields to scale, arrows between parts.
struct MapDrawing {
  private let maps: [ByteMap]
  private let title: String
  private let id: String
  private var shapes: [Markup] = []
  private var y = 30
  /// Where each part's name stands.
  private var tops: [String: Int] = [:]
  /// From where arrows go, and to which part.
  private var arrows: [(x: Int, y: Int, part: String)] = []

  /// Pixels of a byte, of a line, of the margin where offsets stand.
  private static let byte = 10
  private static let letter = 5
  private static let line = 34
  private static let left = 48
  private static let bytesPerLine = 64
  /// Lines of a block that are drawn; of a longer one the rest is counted.
  private static let lineLimit = 16

  init(_ maps: [ByteMap], title: String, id: String) {
    self.maps = maps
    self.title = title
    self.id = id
    shapes.append(Shape.label(title, x: 4, y: 18, style: "name"))
    for map in maps { draw(map) }
    drawArrows()
    drawKey()
  }

  var drawing: Drawing {
    Drawing(
      width: Self.left + Self.bytesPerLine * Self.byte + 24, height: y, scale: 1.5,
      shapes: shapes, title: title, description: maps.map(\.sentence).joined(separator: " "))
  }

  /// A run of bytes of a block, from its first byte on.
  private struct Run {
    let name: String
    let hint: String
    let purpose: Purpose
    let start: Int
    let size: Int
    let target: String?
  }

  private mutating func draw(_ map: ByteMap) {
    tops[map.part] = y
    let given = map.allocated.map { ", allocated \($0)" } ?? ""
    shapes.append(
      Shape.label("\(map.part), \(map.size) bytes\(given)", x: Self.left, y: y + 16, style: "name"))
    y += 24
    let first = map.rows.first?.offset.rawValue ?? 0
    drawRuler(from: first)
    var runs = map.rows.map { row in
      Run(
        name: row.label, hint: row.sentence, purpose: row.purpose,
        start: row.offset.rawValue - first, size: row.size,
        target: maps.part(pointedAtBy: row, in: map))
    }
    if map.rounding > 0 {
      runs.append(
        Run(
          name: "rounding", hint: "\(map.rounding) bytes of rounding by the allocator",
          purpose: .rounding, start: map.size, size: map.rounding, target: nil))
    }
    let total = map.size + map.rounding
    let lines = min(Self.lineLimit, (total + Self.bytesPerLine - 1) / Self.bytesPerLine)
    for line in 0..<lines {
      let offset = "\(first + line * Self.bytesPerLine)"
      shapes.append(
        Shape.label(
          offset, x: Self.left - 6, y: y + line * Self.line + 20, style: "offset"))
    }
    for run in runs { draw(run, lines: lines) }
    y += lines * Self.line
    let hidden = total - lines * Self.bytesPerLine
    if hidden > 0 {
      shapes.append(Shape.label("and \(hidden) bytes more", x: Self.left, y: y + 14))
      y += 20
    }
    y += 22
  }

  /// Marks at every word of eight bytes of the first line, which begins where the block does.
  private mutating func drawRuler(from first: Int) {
    for byte in stride(from: 0, through: Self.bytesPerLine, by: 8) {
      let x = Self.left + byte * Self.byte
      shapes.append(
        .tag(
          "line",
          ["class": "rule", "x1": "\(x)", "y1": "\(y + 12)", "x2": "\(x)", "y2": "\(y + 17)"]))
      shapes.append(Shape.label("\(first + byte)", x: x, y: y + 10, style: "tick"))
    }
    y += 19
  }

  /// A run, which may go over several lines.
  private mutating func draw(_ run: Run, lines: Int) {
    var start = run.start
    var isNamed = false
    while start < run.start + run.size, start / Self.bytesPerLine < lines {
      let end = min(run.start + run.size, (start / Self.bytesPerLine + 1) * Self.bytesPerLine)
      let x = Self.left + start % Self.bytesPerLine * Self.byte
      let top = y + start / Self.bytesPerLine * Self.line
      let width = (end - start) * Self.byte
      shapes += Shape.area(
        run.purpose, x: x, y: top, width: width, height: Self.line - 4, id: id, hint: run.hint)
      let room = (width - 4) / Self.letter
      if !isNamed && room >= 1 {
        let name =
          run.name.count <= room
          ? run.name : room < 4 ? run.purpose.letter : run.name.cutInside(to: room)
        shapes.append(Shape.label(name, x: x + width / 2, y: top + 19, style: "field"))
        isNamed = room >= 4
      }
      if let target = run.target, start == run.start {
        arrows.append((x: x + width / 2, y: top + Self.line - 8, part: target))
      }
      start = end
    }
  }

  private mutating func drawArrows() {
    for (index, arrow) in arrows.enumerated() {
      guard let top = tops[arrow.part] else { continue }
      let end = Self.left - 4
      let side = 8 + 5 * (index % 5)
      let level = arrow.y + 8
      shapes.append(
        .tag(
          "path",
          [
            "class": "arrow", "marker-end": "url(#\(id)-head)",
            "d": "M\(arrow.x) \(arrow.y) V\(level) H\(side) V\(top + 11) H\(end)",
          ]))
    }
  }

  private mutating func drawKey() {
    var x = Self.left
    for purpose in Purpose.allCases {
      shapes += Shape.area(purpose, x: x, y: y, width: 16, height: 14, id: id)
      shapes.append(Shape.label(purpose.letter, x: x + 8, y: y + 11, style: "field"))
      shapes.append(Shape.label(purpose.words, x: x + 22, y: y + 12))
      x += 40 + 8 * purpose.words.count
    }
    y += 24
  }
}

/// The shapes that pictures are made of.
enum Shape {
  /// A rectangle in a purpose's colour and pattern.
  ///
  /// - Parameter hint: what a pointer over it shows.
  static func area(
    _ purpose: Purpose, x: Int, y: Int, width: Int, height: Int, id: String,
    hint: String? = nil
  ) -> [Markup] {
    area(
      purpose,
      in: Rectangle(x: Double(x), y: Double(y), width: Double(width), height: Double(height)),
      id: id, hint: hint)
  }

  /// A rectangle in a purpose's colour and pattern.
  ///
  /// - Parameter hint: what a pointer over it shows.
  static func area(
    _ purpose: Purpose, in place: Rectangle, id: String, hint: String? = nil
  ) -> [Markup] {
    func rectangle(_ attributes: [(name: String, value: String)], _ children: [Markup]) -> Markup {
      .element("rect", attributes + place.attributes, children)
    }
    let hints: [Markup] = hint.map { [.tag("title", [:], $0.visible)] } ?? []
    return [
      rectangle([("class", purpose.rawValue)], []),
      rectangle([("fill", "url(#\(id)-\(purpose.rawValue))")], hints),
    ]
  }

  /// One line of text.
  static func label(_ text: String, x: Int, y: Int, style: String = "text") -> Markup {
    .tag("text", ["class": style, "x": "\(x)", "y": "\(y)"], text.visible)
  }

  /// The patterns that tell purposes apart without colour, and an arrow's head.
  static func definitions(id: String) -> Markup {
    func pattern(_ purpose: Purpose, _ marks: [Markup]) -> Markup {
      .tag(
        "pattern",
        [
          "id": "\(id)-\(purpose.rawValue)", "width": "8", "height": "8",
          "patternUnits": "userSpaceOnUse",
        ], marks)
    }
    func stroke(_ path: String) -> Markup { .tag("path", ["class": "mark", "d": path]) }
    return .tag(
      "defs", [:],
      [
        pattern(.data, []), pattern(.header, [stroke("M0 8 L8 0")]),
        pattern(
          .bookkeeping, [.tag("circle", ["class": "dot", "cx": "4", "cy": "4", "r": "0.8"])]),
        pattern(.undescribed, [stroke("M0 2 H8 M0 6 H8")]),
        pattern(.spare, [stroke("M0 4 H3")]), pattern(.hole, [stroke("M0 0 L8 8 M0 8 L8 0")]),
        pattern(.rounding, [stroke("M4 0 V8")]),
        .tag(
          "marker",
          [
            "id": "\(id)-head", "viewBox": "0 0 8 8", "refX": "7", "refY": "4", "markerWidth": "8",
            "markerHeight": "8", "orient": "auto",
          ], [.tag("path", ["class": "point", "d": "M0 0 L8 4 L0 8 Z"])]),
      ])
  }

  /// How all that looks, on light and on dark, on paper as well.
  static let style = """
    svg { font: 12px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
    svg text { fill: var(--text); stroke: none; }
    svg .name { font-weight: bold; }
    svg .offset { text-anchor: end; } svg .tick { text-anchor: middle; }
    svg .field { text-anchor: middle; } svg .map { font-size: 8.5px; }
    svg .map .tick { font-size: 7px; } svg .map .field { font-size: 8px; }
    svg rect { stroke: var(--text); stroke-width: 0.6; }
    svg .border { fill: none; stroke-width: 2.4; pointer-events: none; }
    svg a:focus-visible { outline: 3px solid var(--text); outline-offset: -3px; }
    svg .rule, svg .arrow { stroke: var(--text); fill: none; }
    svg .mark { stroke: var(--text); stroke-width: 0.5; opacity: 0.28; fill: none; }
    svg .dot { fill: var(--text); opacity: 0.4; } svg .point { fill: var(--text); }
    svg .data { fill: var(--data); } svg .header { fill: var(--header); }
    svg .bookkeeping { fill: var(--bookkeeping); } svg .spare { fill: var(--page); }
    svg .undescribed { fill: var(--undescribed); } svg .hole { fill: var(--hole); }
    svg .rounding { fill: var(--rounding); }
    """

  /// The colours.
  static let colors = """
    :root { color-scheme: light dark; --page: #ffffff; --text: #1a1a1a; --soft: #4a4a4a;
      --data: #bfe8cd; --header: #c3d9f7; --bookkeeping: #f8e3ae; --hole: #f7c4bf;
      --undescribed: #d9d9d9; --rounding: #e6d6f2; --alarm: #b00020; }
    @media (prefers-color-scheme: dark) { :root { --page: #17191c; --text: #f2f2f2;
      --soft: #c2c2c2; --data: #1c5636; --header: #1d4470; --bookkeeping: #614a0e;
      --undescribed: #4a4d52; --hole: #74302a; --rounding: #4c3363; --alarm: #ff8a94; } }
    """
}

extension Drawing {
  /// The drawing as an element of a page, or as the root of a file.
  ///
  /// - Parameters:
  ///   - id: what makes its names unique on a page.
  ///   - isFile: whether it brings its style and its background with it.
  func svg(id: String, isFile: Bool = false) -> Markup {
    var attributes: [(name: String, value: String)] = [
      ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(width) \(height)"),
      ("width", "\(Int(Double(width) * scale))"), ("height", "\(Int(Double(height) * scale))"),
      ("role", hasLinks ? "group" : "img"),
      ("aria-label", title.visible), ("aria-describedby", "\(id)-text"),
    ]
    if !isFile { attributes.removeFirst() }
    let style: [Markup] = isFile ? [.tag("style", [:], Shape.colors + "\n" + Shape.style)] : []
    let page: [Markup] =
      isFile
      ? [
        .tag(
          "rect",
          [
            "style": "fill: var(--page); stroke: none", "width": "\(width)", "height": "\(height)",
          ])
      ] : []
    return .element(
      "svg", attributes,
      [
        .tag("desc", ["id": "\(id)-text"], description.visible)
      ]
        + style + [Shape.definitions(id: id)] + page + shapes)
  }
}

extension ByteMap {
  /// What a reader hears of it.
  fileprivate var sentence: String {
    let parts = Purpose.allCases.compactMap { purpose in
      size(of: purpose) == 0 ? nil : "\(size(of: purpose)) \(purpose.words)"
    }
    return "\(part): \(size) bytes: \(parts.joined(separator: ", "))."
  }
}

extension Block.Field {
  /// What stands in the picture: of a value in a dict's values, the attribute's name.
  fileprivate var label: String {
    guard row.name.hasPrefix("values["), let value else { return row.name }
    return String(value.prefix { $0 != ":" && $0 != "," })
  }

  fileprivate var sentence: String {
    "offset \(row.offset.rawValue), \(row.size) byte\(row.size == 1 ? "" : "s"): \(row.name)"
      + (row.cType.map { ", \($0)" } ?? "") + (value.map { ", \($0)" } ?? "")
      + ", \(row.purpose.rawValue)"
  }
}

extension String {
  /// Its ends, so that names differ: an item's number, and what follows it, are its end.
  package func cutInside(to room: Int) -> String {
    let item = firstIndex(of: "[").map { self[$0...].count } ?? 0
    let tail = item > 0 && item < room ? item : room / 2
    return "\(prefix(room - 1 - tail))…\(suffix(tail))"
  }
}
