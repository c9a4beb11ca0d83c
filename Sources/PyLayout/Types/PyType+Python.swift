extension PyType {
  /// A class of the standard library's that is written in Python.
  ///
  /// - Parameters:
  ///   - slots: `__slots__` of the class and its bases together, or `nil` where it has none.
  ///   - base: the base that it extends.
  private static func library(
    _ name: String, slots: [String]?, over base: PyType
  ) -> PyType {
    // No name is mangled, none conflicts: it is as CPython made it
    (try? PyType(class: name, bases: [base], slots: slots)) ?? base
  }

  /// A class without `__slots__`, as `threading.Event` is one.
  public static func plainClass(_ name: String, on build: Build) -> PyType {
    library(name, slots: nil, over: .object(on: build))
  }

  /// `Fraction`, Lib/fractions.py
  public static func fraction(on build: Build) -> PyType {
    library("Fraction", slots: ["_numerator", "_denominator"], over: .object(on: build))
  }

  /// 2.7's `Decimal`, Lib/decimal.py
  public static func decimal2(on build: Build) -> PyType {
    library(
      "Decimal", slots: ["_exp", "_int", "_sign", "_is_special"], over: .object(on: build))
  }

  /// `UUID`, Lib/uuid.py: with slots since bpo-30977, 3.8.
  public static func uuid(on build: Build) -> PyType {
    let slots = ["int", "is_safe", "__weakref__"]
    return library("UUID", slots: build.version < .v3_8 ? nil : slots, over: .object(on: build))
  }

  /// `PurePosixPath`, Lib/pathlib.py (3.13 on: Lib/pathlib/)
  public static func purePath(on build: Build) -> PyType {
    let version = build.version
    var slots = ["_drv", "_root", "_str", "_hash"]
    if version < .v3_12 {
      slots += ["_parts", "_pparts", "_cached_cparts"]
    } else {
      slots += ["_raw_paths", "_tail_cached", "_str_normcase_cached", "_parts_normcase_cached"]
    }
    if version.isSameSeries(as: .v3_12) { slots.append("_lines_cached") }
    // PurePathBase
    if version.isSameSeries(as: .v3_13) { slots += ["_raw_path", "_resolving"] }
    return library("PurePosixPath", slots: slots, over: .object(on: build))
  }

  /// `PosixPath`, Lib/pathlib.py (3.13 on: Lib/pathlib/)
  public static func path(on build: Build) -> PyType {
    let version = build.version
    var slots: [String] = []
    if version < .v3_10 { slots.append("_accessor") }
    if version < .v3_9 { slots.append("_closed") }
    if version >= .v3_14 { slots.append("_info") }
    return library("PosixPath", slots: slots, over: purePath(on: build))
  }

  /// A member of an `enum.Enum`, Lib/enum.py
  public static func enumMember(on build: Build) -> PyType { plainClass("E", on: build) }

  /// A member of an `enum.IntEnum`, Lib/enum.py
  public static func intEnumMember(on build: Build) -> PyType {
    library("E", slots: nil, over: .int(on: build))
  }
}
