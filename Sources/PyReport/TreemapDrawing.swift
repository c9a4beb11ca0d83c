import PyLayout

/// A treemap's rectangles: a colour and a pattern for each of the outermost areas, a border around each.
struct TreemapDrawing {
  private let map: Treemap
  private let id: String
  /// Where on a page an anchor leads.
  private let links: [String: String]
  private let total: Int
  private var shapes: [Markup] = []
  private var y = 30

  private static let width = 1088
  private static let height = 560
  /// Square pixels of an area that is still drawn by itself: a pointer still hits it.
  private static let least = 400.0
  /// Pixels of a letter, at most, and of a line.
  private static let letter = 7.4
  private static let line = 16.0
  private static let margin = 5.0

  init(_ map: Treemap, id: String, links: [String: String]) {
    self.map = map
    self.id = id
    self.links = links
    total = map.areas.reduce(0) { $0.adding($1.bytes) }
    shapes.append(Shape.label(map.title, x: 4, y: 18, style: "name"))
    let whole = Rectangle(x: 0, y: 0, width: Double(Self.width), height: Double(Self.height))
    let groups = Self.gathered(map.areas, in: whole, most: Purpose.allCases.count)
    let marks = Self.marks(of: groups)
    drawKey(groups, marks)
    let inside = Rectangle(x: 0, y: Double(y), width: whole.width, height: whole.height)
    var borders: [Markup] = []
    for (group, place) in Self.placed(groups, in: inside) {
      draw(group.area, in: place, mark: marks[group.number] ?? .rounding, of: nil)
      borders.append(.element("rect", [("class", "border")] + place.rounded.attributes, []))
    }
    shapes += borders
    y += Self.height + 4
  }

  var drawing: Drawing {
    let sentences = map.areas.filter { $0.bytes > 0 }.map(sentence)
    return Drawing(
      width: Self.width, height: y, shapes: shapes, title: map.title,
      description: sentences.joined(separator: "; "), hasLinks: !links.isEmpty)
  }

  /// `str: 1.93 MB, 8.2 %`
  private func sentence(_ area: Treemap.Area) -> String {
    "\(area.label): \(Quantity.bytes(area.bytes)), \(share(area)) %"
  }

  private func share(_ area: Treemap.Area) -> String {
    let tenths = total == 0 ? 0 : Int((Double(area.bytes) / Double(total) * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// An area that is drawn by itself, and which one it is of those that were given; the last where it is
  /// several of them.
  private typealias Shown = (area: Treemap.Area, number: Int)

  /// The marks of areas, told apart without colour, in the order in which the areas were given: those of
  /// several pages are alike.
  private static func marks(of shown: [Shown]) -> [Int: Purpose] {
    Dictionary(zip(shown.map(\.number).sorted(), Purpose.allCases)) { first, _ in first }
  }

  /// Areas of any bytes, the largest first; those too small to be seen, and those that are too many, as one,
  /// which leads where the largest of them does.
  private static func gathered(
    _ areas: [Treemap.Area], in place: Rectangle, most: Int = .max
  ) -> [Shown] {
    let sorted = areas.enumerated().map { Shown($1, $0) }.filter { $0.area.bytes > 0 }
      .sorted { ($1.area.bytes, $0.number) < ($0.area.bytes, $1.number) }
    let scale = place.area / Double(sorted.reduce(0) { $0.adding($1.area.bytes) })
    let large = sorted.prefix { Double($0.area.bytes) * scale >= least }
    let kept = sorted.count <= most ? large : large.prefix(most - 1)
    let small = sorted.dropFirst(kept.count)
    guard small.count > 1, let largest = small.first else { return sorted }
    let others = Treemap.Area(
      label: "\(small.count) others", bytes: small.reduce(0) { $0.adding($1.area.bytes) },
      row: largest.area.row)
    // Together they may be larger than what is shown by itself
    return (kept + [(others, areas.count)]).sorted { $1.area.bytes < $0.area.bytes }
  }

  private static func placed(
    _ shown: [Shown], in place: Rectangle
  ) -> [(shown: Shown, place: Rectangle)] {
    Array(zip(shown, place.divided(by: shown.map { Double($0.area.bytes) })))
  }

  /// The outermost areas by name, with their marks, in as many lines as they need.
  private mutating func drawKey(_ groups: [Shown], _ marks: [Int: Purpose]) {
    var x = 4
    for group in groups {
      let text = sentence(group.area)
      let width = 40 + Int(Double(text.width) * Self.letter)
      if x > 4, x + width > Self.width {
        x = 4
        y += 20
      }
      shapes += Shape.area(
        marks[group.number] ?? .rounding, x: x, y: y, width: 14, height: 12, id: id)
      shapes.append(Shape.label(text, x: x + 20, y: y + 10))
      x += width
    }
    y += 24
  }

  /// Draws an area, or what it is made of.
  private mutating func draw(
    _ area: Treemap.Area, in place: Rectangle, mark: Purpose, of group: String?
  ) {
    let parts = Self.gathered(area.parts, in: place)
    if !parts.isEmpty {
      for (part, place) in Self.placed(parts, in: place) {
        draw(part.area, in: place, mark: mark, of: group ?? area.label)
      }
      return
    }
    let hint =
      "\(area.label): \(area.bytes) bytes, \(share(area)) %"
      + (group == nil || group == area.label ? "" : ", of \(group ?? "")")
    let one =
      Shape.area(mark, in: place.rounded, id: id, hint: hint) + labels(of: area, in: place.rounded)
    guard let link = area.row.flatMap({ links[$0] }) else {
      shapes += one
      return
    }
    shapes.append(
      .element("a", [("href", "#\(link)"), ("aria-label", hint.visible)], one))
  }

  /// What an area is called and how many bytes it has, as far as there is room.
  private func labels(of area: Treemap.Area, in place: Rectangle) -> [Markup] {
    let room = Int((place.width - 2 * Self.margin) / Self.letter)
    let lines = Int((place.height - Self.margin) / Self.line)
    let name = area.label.visible.cut(toWidth: room)
    guard lines > 0, !name.isEmpty else { return [] }
    let bytes = Quantity.bytes(area.bytes)
    let texts = lines > 1 && bytes.width <= room ? [name, bytes] : [name]
    return texts.enumerated().map { index, text in
      Shape.label(
        text, x: Int(place.x + Self.margin), y: Int(place.y + Self.line * Double(index + 1)))
    }
  }
}

extension String {
  /// Its beginning in so many columns, of a type's name without the module where that does not fit; empty
  /// where that would say nothing.
  fileprivate func cut(toWidth room: Int) -> String {
    if width <= room { return self }
    let name = contains(" ") ? self[...] : split(separator: ".").last ?? self[...]
    if name.width <= room { return String(name) }
    var text = name
    while text.width >= room, !text.isEmpty { text = text.dropLast() }
    return text.count < 3 ? "" : "\(text)…"
  }
}
