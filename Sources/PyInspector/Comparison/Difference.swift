/// Why two bytes at one place may differ, though both objects are right: the whole list.
public enum Difference: String, Hashable, Sendable, CaseIterable {
  /// The two objects stand at two places in two memories.
  case address = "an address: both point at the same"
  /// An object whose bytes are a package's own affair: NumPy's dtypes.
  case foreign = "a package's own object: told by its type's name"
  /// A function of CPython's, which the emulator does not have.
  case code = "a function's address"
  /// What everybody shares is referred to by others as well.
  case shared = "a shared object's count: others refer to it"
  /// Whoever looks at the object holds a reference to it.
  case holder = "the count includes whoever looks at the object"
  /// The links of the collector's list lead to other objects.
  case neighbours = "links to other objects of the collector's list"
  /// Nobody has written there, or nobody reads it any more.
  case unused = "unused bytes"
  /// A number that differs in each process, thread or moment.
  case identity = "a number of the process's own: a thread, a version"
  /// A name that CPython uses itself was interned before, and may be in the executable.
  case interned = "an interned string that was there before: it may live for ever"
}
