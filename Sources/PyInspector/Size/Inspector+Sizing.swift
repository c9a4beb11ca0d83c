public import PyLayout
internal import PyMemory

/// How the sizes of a type's instances are found, asked of the type once.
@usableFromInline package struct Sizing: Sendable {
  @usableFromInline let type: Address
  @usableFromInline let rule: SizeRule
  /// Bytes before an instance.
  @usableFromInline let prefix: Int
  /// What all instances have, where that is one size.
  @usableFromInline let size: Int?
}

extension Inspector {
  /// The sizing of the type at an address; `nil` where it is none, its rule is not known, or its instances are
  /// types, of which some are static.
  package func sizing(ofInstancesOf type: Address) -> Sizing? {
    do throws(Reason) {
      try checkIsType(type)
      let flags = try word(type, at.type.tp_flags)
      guard flags & Subclass.type.flag == 0 else { return nil }
      let rule = try sizeRule(type, flags)
      let prefix = prefixSize(flags)
      let isOne =
        switch rule {
        case .basicsize: true
        case .object: try ssize(type, at.type.tp_itemsize) == 0
        default: false
        }
      return Sizing(
        type: type, rule: rule, prefix: prefix, size: isOne ? try prefix + basicsize(type) : nil)
    } catch {
      return nil
    }
  }

  /// What ``size(of:)`` answers for an instance of that type; `nil` where it throws.
  @inlinable package func size(of object: Address, _ sizing: Sizing) -> Int? {
    if let size = sizing.size { return size }
    do throws(Reason) {
      return try sizing.prefix + ownSize(of: object, sizing.type, sizing.rule)
    } catch {
      return nil
    }
  }
}
