/// How CPython's hash tables grow: the rules of Objects/dictobject.c and Objects/setobject.c, which the
/// states here and the emulator's containers share.
package enum TableGrowth {
  /// How many slots a full table of a set's or of 2.7's dict's has to exceed: `set_add_entry`, and
  /// `dict_set_item_by_hash_or_entry`.
  @inlinable package static func minimum(used: Int) -> Int { used * (used > 50_000 ? 2 : 4) }

  /// How many slots the table of a set without items has to exceed before `count` items of another are
  /// merged into it; `nil` where it has room for them: `set_merge`.
  package static func minimum(merging count: Int, slots: Int, on build: Build) -> Int? {
    count < full(slots: slots, on: build) ? nil : count * 2
  }

  /// The smallest power of 2 above `minimum`: `set_table_resize`, and 2.7's `dictresize`.
  ///
  /// - Parameter least: the slots of the table that is inside the object.
  @inlinable package static func slots(beyond minimum: Int, atLeast least: Int) -> Int {
    var slots = least
    while slots <= minimum { slots <<= 1 }
    return slots
  }

  /// With how many entries a set's table is full, and 2.7's dict's; those that were removed count.
  @inlinable package static func full(slots: Int, on build: Build) -> Int {
    let mask = slots - 1
    return switch build.version {
    case ..<Version.v3_0: (slots * 2 + 2) / 3
    case ..<Version.v3_7: (mask * 2 + 2) / 3
    // bpo-26742: three fifths
    default: (mask * 3 + 4) / 5
    }
  }

  /// `GROWTH_RATE`, 3.x: for how many keys a full dict gets slots, three times those it has (3.6: twice
  /// them and half the slots).
  @inlinable package static func minimum(used: Int, slots: Int, on build: Build) -> Int {
    build.version < .v3_7 ? used * 2 + slots / 2 : used * 3
  }
}
