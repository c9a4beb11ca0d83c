// sys.getsizeof says what was asked for. The allocator hands out whole steps: of 8 bytes, on 64-bit
// of 16 since 3.7.4, and mimalloc's own in free-threaded builds. 40 bytes take 48, and 41 as well.
import Columns
import PySize

let builds = try ["3.7.3", "3.7.4", "3.13", "3.13t", "3.13@32"].map { try Build(parsing: $0) }
let header: [any CustomStringConvertible] = ["bytes asked"] + builds.map { "\($0)" }
printColumns(
  [header]
    + [24, 40, 41, 48, 56, 65, 100, 513].map { asked in
      [asked] + builds.map { $0.allocatedSize(of: asked) }
    })
