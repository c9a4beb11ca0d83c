extension Document {
  /// The pictures one below the other, as one file; empty where there is none.
  var svg: String {
    var shapes: [Markup] = []
    var height = 0
    var drawings: [Drawing] = []
    for case .picture(let picture) in unfolded.blocks {
      let drawing = picture.drawing(id: "figure")
      shapes.append(.tag("g", ["transform": "translate(0 \(height))"], drawing.shapes))
      height += drawing.height + 12
      drawings.append(drawing)
    }
    guard let first = drawings.first else { return "" }
    let whole = Drawing(
      width: drawings.map(\.width).max() ?? first.width, height: height, scale: first.scale,
      shapes: shapes,
      title: first.title, description: drawings.map(\.description).joined(separator: " "))
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      + whole.svg(id: "figure", isFile: true).source
  }
}
