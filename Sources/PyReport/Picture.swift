public import PyInspector
internal import PyLayout

/// What a report shows to the eye, beside what it says in words and tables.
public enum Picture: Sendable {
  /// An object's blocks to scale, their parts joined by arrows.
  case maps([ByteMap], title: String)
  /// Bars side by side.
  case bars(BarChart)
  /// Areas as large as their bytes.
  case areas(Treemap)
}

/// Figures in bytes as bars of one scale.
public struct BarChart: Sendable {
  /// What one line shows.
  public struct Bar: Sendable {
    /// What the line is about.
    public let label: String
    /// Bytes, one figure for each series; `nil` where there is none.
    public let values: [Int?]

    /// A line of bars.
    public init(label: String, values: [Int?]) {
      self.label = label
      self.values = values
    }
  }

  /// What it shows.
  public let title: String
  /// What the bars of a line are, in their order.
  public let series: [String]
  /// The lines.
  public let bars: [Bar]
  /// The figure that takes all of the width; `nil` for the largest of its own.
  public let most: Int?

  /// - Parameters:
  ///   - title: what it shows.
  ///   - series: what the bars of a line are, in their order.
  ///   - bars: the lines; figures of no series are left out.
  ///   - most: the figure that takes all of the width, where several charts are of one scale; `nil`
  ///     for the largest of its own.
  public init(title: String, series: [String], bars: [Bar], most: Int? = nil) {
    self.title = title
    self.series = series
    self.bars = bars.map { Bar(label: $0.label, values: Array($0.values.prefix(series.count))) }
    self.most = most
  }
}

/// Shapes on an area, measured in CSS pixels.
struct Drawing: Sendable {
  let width: Int
  var height: Int
  /// CSS pixels of one of its own where there is room.
  var scale = 1.0
  var shapes: [Markup]
  /// What a reader hears who does not see it.
  let title: String
  let description: String
  /// Whether some of its shapes lead elsewhere: then it is no image to a reader, but a group.
  var hasLinks = false
}

extension Picture {
  /// The picture's shapes.
  ///
  /// - Parameters:
  ///   - id: what makes the names of its patterns unique on a page.
  ///   - links: the names that rows have on that page, by their anchors.
  func drawing(id: String, links: [String: String] = [:]) -> Drawing {
    switch self {
    case .maps(let maps, let title):
      // Letters are small, for it is shown larger than it is measured
      MapDrawing(maps, title: title, id: id).drawing.grouped(as: "map")
    case .bars(let chart): chart.drawing(id: id)
    case .areas(let map): TreemapDrawing(map, id: id, links: links).drawing
    }
  }
}

extension BarChart {
  fileprivate func drawing(id: String) -> Drawing {
    let left = 12 + 8 * (bars.map(\.label.count).max() ?? 0)
    let width = max(Self.width, left + 300)
    let most = max(1, self.most ?? bars.flatMap(\.values).compactMap(\.self).max() ?? 1)
    let room = Double(width - left - 70)
    let scale = room / Double(most)
    let line = 6 + 14 * series.count
    var shapes: [Markup] = [Shape.label(title, x: 4, y: 16, style: "name")]
    // The key, with the marks that the bars have
    var x = 4
    for (index, name) in series.enumerated() {
      shapes += Shape.area(Self.mark(of: index), x: x, y: 26, width: 14, height: 12, id: id)
      shapes.append(Shape.label(name, x: x + 20, y: 36))
      x += 40 + 9 * name.count
    }
    var y = 50
    for bar in bars {
      shapes.append(Shape.label(bar.label, x: 4, y: y + line / 2))
      for (index, value) in bar.values.enumerated() {
        guard let value else { continue }
        let length = max(1, Int(min(max(Double(value) * scale, 0), room)))
        let top = y + 14 * index
        shapes += Shape.area(
          Self.mark(of: index), x: left, y: top, width: length, height: 12, id: id,
          hint: "\(bar.label): \(series[index]) \(value) bytes")
        shapes.append(Shape.label("\(value)", x: left + length + 6, y: top + 10))
      }
      y += line
    }
    let sentences = bars.map { bar in
      let parts = zip(series, bar.values).compactMap { name, value in
        value.map { "\(name) \($0)" }
      }
      return "\(bar.label): \(parts.joined(separator: ", "))"
    }
    return Drawing(
      width: width, height: y + 4, shapes: shapes, title: title,
      description: sentences.joined(separator: "; "))
  }

  /// As wide as a page.
  private static let width = 1088

  /// The marks of a series, told apart without colour: those of the purposes, in their order.
  private static func mark(of series: Int) -> Purpose {
    Purpose.allCases[series % Purpose.allCases.count]
  }
}

extension Drawing {
  /// The same with its shapes in one group.
  fileprivate func grouped(as name: String) -> Drawing {
    var drawing = self
    drawing.shapes = [.tag("g", ["class": name], shapes)]
    return drawing
  }
}
