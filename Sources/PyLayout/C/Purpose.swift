/// What bytes of an object are there for.
public enum Purpose: String, CaseIterable, Hashable, Sendable {
  /// What the user stores: values, and references to them.
  case data
  /// What every object of its kind starts with: pre-header, GC head, `PyObject_HEAD`, `ob_size`.
  case header
  /// What CPython needs to find and order the data.
  case bookkeeping
  /// Fields of C that are not described: no layout names them, and they are no holes.
  case undescribed
  /// Room that nothing fills yet.
  case spare
  /// What alignment leaves between fields, and behind the last.
  case hole
  /// What the allocator gives beyond what was asked.
  case rounding
}
