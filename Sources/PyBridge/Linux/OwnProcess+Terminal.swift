internal import CLinux

extension OwnProcess {
  /// The columns of the terminal behind an open file, by its number; `nil` where there is none.
  package static func columns(ofFile file: Int32) -> Int? {
    let columns = Int(window_width(file))
    return columns > 0 ? columns : nil
  }
}
