import PyLayout

extension PyType {
  /// The record's class over `object`, without `__slots__`.
  static func plainClass(on build: Build) -> PyType { subclass(of: .object(on: build), slots: nil) }

  /// The record's class over `object` with `__slots__`.
  static func slotsClass(_ slots: [String], on build: Build) -> PyType {
    subclass(of: .object(on: build), slots: slots)
  }

  /// The record's class over `base`, which takes such slots.
  static func subclass(of base: PyType, slots: [String]?) -> PyType {
    do { return try PyType(class: "Point", bases: [base], slots: slots) } catch {
      preconditionFailure("\(base.tp_name) is a base that refuses \(slots ?? []): \(error)")
    }
  }
}
