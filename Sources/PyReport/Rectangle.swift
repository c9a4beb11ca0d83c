/// A rectangle on a drawing, in its pixels.
struct Rectangle {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var area: Double { width * height }

  /// The same with its corners at hundredths of a pixel, so that neighbours share an edge.
  var rounded: Rectangle {
    func hundredths(_ number: Double) -> Double { (number * 100).rounded() / 100 }
    let (left, top) = (hundredths(x), hundredths(y))
    return Rectangle(
      x: left, y: top, width: hundredths(x + width) - left, height: hundredths(y + height) - top)
  }

  /// The attributes that place it.
  var attributes: [(name: String, value: String)] {
    [("x", x), ("y", y), ("width", width), ("height", height)].map { ($0, Self.decimal($1)) }
  }

  /// A number with two decimals at most.
  private static func decimal(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let (whole, rest) = (hundredths / 100, hundredths % 100)
    return rest == 0 ? "\(whole)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// Divides it into parts of given sizes, the largest first, each as square as can be: Bruls, Huizing and
  /// van Wijk, "Squarified Treemaps", 2000.
  ///
  /// - Parameter sizes: more than 0, the largest first, in any unit.
  func divided(by sizes: [Double]) -> [Rectangle] {
    var rest = self
    var parts: [Rectangle] = []
    let scale = area / max(sizes.reduce(0, +), .leastNormalMagnitude)
    var row: [Double] = []
    for size in sizes.map({ $0 * scale }) {
      let side = min(rest.width, rest.height)
      if !row.isEmpty, Self.worst(row + [size], side) > Self.worst(row, side) {
        parts += rest.takeRow(row)
        row = []
      }
      row.append(size)
    }
    return parts + rest.takeRow(row)
  }

  /// How far from square the least square one is, of areas side by side along a side.
  private static func worst(_ areas: [Double], _ side: Double) -> Double {
    let sum = areas.reduce(0, +)
    let square = side * side
    guard let largest = areas.first, let least = areas.last, sum > 0, least > 0, square > 0 else {
      return .infinity
    }
    return max(square * largest / (sum * sum), sum * sum / (square * least))
  }

  /// Cuts off what areas need that stand side by side along its shorter side.
  private mutating func takeRow(_ areas: [Double]) -> [Rectangle] {
    let isUpright = width >= height
    let side = min(width, height)
    let depth = side > 0 ? areas.reduce(0, +) / side : 0
    var place = isUpright ? y : x
    let parts = areas.map { area in
      let length = depth > 0 ? area / depth : 0
      defer { place += length }
      return isUpright
        ? Rectangle(x: x, y: place, width: depth, height: length)
        : Rectangle(x: place, y: y, width: length, height: depth)
    }
    if isUpright {
      x += depth
      width = max(width - depth, 0)
    } else {
      y += depth
      height = max(height - depth, 0)
    }
    return parts
  }
}
