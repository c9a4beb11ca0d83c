import PyLayout

/// An attrs class with `slots=True`: the class made anew with `__slots__`.
struct AttrsSlotsRecord: Record {
  let id = "attrs-slots"
  let title = "attrs slots=True"
  let package: Package? = .attrs

  func code(_ sample: Sample) -> Code { .attrs(sample, decorator: "attr.s(slots=True)") }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    // _create_slots_class, attr/_make.py: since attrs 18.2 a weakref list unless told otherwise
    let hasWeakref = Package.attrs.version(for: sample).map { $0 >= Version(18, 2) } ?? true
    return try .instanceWithSlots(sample, sample.fields.names + (hasWeakref ? ["__weakref__"] : []))
  }
}
