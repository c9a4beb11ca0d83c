internal import PyLayout

/// What a field's number says in words.
struct Meaning {
  let build: Build

  /// What a field of an object's head, GC head or hash says; `nil` where the number says it all.
  func of(_ name: String, _ bits: UInt64) -> String? {
    switch name {
    case "ob_refcnt", "ob_ref_local": isImmortal(bits) ? "immortal" : nil
    case "ob_ref_shared": shared(Py_ssize_t.value(of: bits, on: build))
    case "ob_gc_bits": gcBits(bits)
    case "_gc_next": bits == 0 ? "untracked" : "tracked"
    case "gc.gc_refs": gcRefs(Py_ssize_t.value(of: bits, on: build))
    case "_gc_prev": bits & 1 != 0 ? "finalized" : nil
    case "hash", "ob_shash", "ob_hash":
      Py_ssize_t.value(of: bits, on: build) == -1 ? "not computed" : nil
    case "dk_log2_size": "\(1 << min(bits, 40)) slots"
    case "dk_kind": ["general", "str keys", "shared by instances"].dropFirst(Int(bits)).first
    case "tp_flags": flags(bits)
    default: nil
    }
  }

  private func isImmortal(_ bits: UInt64) -> Bool {
    PyObject.immortalCounts(on: build)?.contains(bits & UInt64(UInt32.max)) ?? false
  }

  /// `_Py_REF_SHARED_SHIFT` and the flags below it, Include/object.h (free-threaded)
  private func shared(_ value: Int) -> String? {
    let flags = ["", ", maybe weakly referred to", ", queued", ", merged"][value & 3]
    return value == 0 ? nil : "\(value >> PyObject.sharedShift)\(flags)"
  }

  /// `_PyGC_BITS_TRACKED` …, Include/internal/pycore_gc.h (free-threaded)
  private func gcBits(_ bits: UInt64) -> String? {
    var names = [
      "tracked", "finalized", "unreachable", "frozen", "shared", "shared inline", "deferred",
    ]
    if build.version >= .v3_14 { names[5] = "alive" }
    let set = names.indices.filter { bits >> UInt64($0) & 1 != 0 }.map { names[$0] }
    return set.isEmpty ? nil : set.joined(separator: ", ")
  }

  /// `_PyGC_REFS_UNTRACKED` …, Include/objimpl.h (2.7, 3.6, 3.7)
  private func gcRefs(_ value: Int) -> String? {
    // Since 3.4 the lowest bit says that the finalizer was called
    switch build.version < .v3_0 ? value : value >> 1 {
    case -2: "untracked"
    case -3: "tracked"
    case -4: "tentatively unreachable"
    default: nil
    }
  }

  /// The flags in `tp_flags` that decide memory.
  private func flags(_ bits: UInt64) -> String? {
    let flags = PyType.Flags(rawValue: UInt(truncatingIfNeeded: bits))
      .intersection(.known(on: build))
    let names: [(PyType.Flags, String)] = [
      (.heapType, "heap type"), (.haveGC, "GC"), (.managedDict, "managed dict"),
      (.managedWeakref, "managed weakref"), (.inlineValues, "inline values"),
    ]
    let set = names.filter { flags.contains($0.0) }.map(\.1)
    return set.isEmpty ? nil : set.joined(separator: ", ")
  }

  /// The states of a `str`: Include/cpython/unicodeobject.h
  func state(_ state: PyASCIIObject.State) -> String {
    let kinds = [0: "no characters", 1: "1-byte characters", 2: "2-byte characters"]
    return [
      state.isCompact ? "compact" : "not compact", state.isASCII ? "ASCII" : nil,
      kinds[state.kind] ?? "4-byte characters", state.interned == 0 ? nil : "interned",
    ].compactMap(\.self).joined(separator: ", ")
  }

  /// Text as `repr` writes it, the first characters of it.
  static func quoted(
    _ points: some Sequence<UInt32>, limit: Int = 60, isPlain: (Unicode.Scalar) -> Bool
  ) -> String {
    let points = Array(points.prefix(limit + 1))
    return TextRepr.text(Array(points.prefix(limit)), isPlain: isPlain)
      + (points.count > limit ? "…" : "")
  }

  /// Bytes as `repr` writes them, the first of them, without their prefix.
  static func quoted(bytes: some Sequence<UInt32>, limit: Int = 60) -> String {
    quoted(bytes, limit: limit) { $0.isASCII }
  }

  /// A number of 15- or 30-bit digits, lowest first, in decimal; `nil` above a thousand digits.
  static func decimal(digits: [UInt32], shift: UInt64, isNegative: Bool) -> String? {
    guard digits.count <= 1000 else { return nil }
    let billion: UInt64 = 1_000_000_000
    var parts: [UInt64] = []
    for digit in digits.reversed() {
      var carry = UInt64(digit)
      for index in parts.indices {
        let sum = parts[index] << shift + carry
        parts[index] = sum % billion
        carry = sum / billion
      }
      while carry > 0 {
        parts.append(carry % billion)
        carry /= billion
      }
    }
    guard let highest = parts.last else { return "0" }
    let rest = parts.dropLast().reversed().map { part in
      String(repeating: "0", count: 9 - String(part).count) + String(part)
    }
    return (isNegative ? "-" : "") + String(highest) + rest.joined()
  }
}
