import PyLayout
import Testing

/// The C placement rule by itself.
@Suite struct CLayoutTests {
  /// Nine bytes, and so 16 with its tail padding (i386: 12).
  private struct Tailed: CStruct {
    let wide: Field<UInt64>
    let narrow: Field<UInt8>
    init(_ c: inout CLayout) {
      wide = c.field("wide")
      narrow = c.field("narrow")
    }
  }

  private struct Outer: CStruct {
    let first: Field<UInt8>
    let inner: Tailed
    let last: Field<UInt8>
    let absent: Field<UInt64>?
    init(_ c: inout CLayout) {
      first = c.field("first")
      inner = c.embed("inner")
      last = c.field("last")
      absent = c.field("absent", if: false)
    }
  }

  private struct Numbers: CStruct {
    let byte: Field<UInt8>
    let double: Field<Double>
    let short: Field<UInt16>
    let int: Field<Int32>
    let long: Field<Py_ssize_t>
    let pointers: ArrayField<Ref>
    init(_ c: inout CLayout) {
      byte = c.field("byte")
      double = c.field("double")
      short = c.field("short")
      int = c.field("int")
      long = c.field("long")
      pointers = c.array("pointers", count: 3)
    }
  }

  static let builds =
    Build.released
    + Build.released.compactMap {
      try? Build($0.version, pointerSize: 4)
    }

  @Test(
    "C's compiler agrees", .enabled(if: CCompiler.isHere, "no C compiler: cc is not on PATH"))
  func compilerAgrees() async throws {
    let build = try Build(parsing: MemoryLayout<Int>.size == 8 ? "3.11" : "3.11@32")
    let output = try await CCompiler.output(
      of: """
        #include <stddef.h>
        #include <stdint.h>
        #include <stdio.h>
        struct tailed { uint64_t wide; uint8_t narrow; };
        struct outer { uint8_t first; struct tailed inner; uint8_t last; };
        struct numbers { uint8_t byte; double d; uint16_t s; int i; ptrdiff_t l; void *p[3]; };
        #define P(x) printf("%ld ", (long)(x));
        int main(void) {
          P(sizeof(struct tailed)) P(offsetof(struct outer, inner.narrow))
          P(offsetof(struct outer, last)) P(sizeof(struct outer))
          P(offsetof(struct numbers, d)) P(offsetof(struct numbers, s))
          P(offsetof(struct numbers, i)) P(offsetof(struct numbers, l))
          P(offsetof(struct numbers, p)) P(sizeof(struct numbers))
          return 0;
        }

        """, include: [], on: build)
    let outer = Outer.layout(on: build)
    let numbers = Numbers.layout(on: build)
    let model = [
      Tailed.layout(on: build).size, outer.inner.narrow.offset.rawValue,
      outer.last.offset.rawValue, outer.size, numbers.double.offset.rawValue,
      numbers.short.offset.rawValue, numbers.int.offset.rawValue, numbers.long.offset.rawValue,
      numbers.pointers.offset.rawValue, numbers.size,
    ]
    #expect(output.split(separator: " ").compactMap { Int($0) } == model, "\(build)")
  }

  @Test(arguments: builds)
  func tailPaddingIsNotReused(_ build: Build) {
    let outer = Outer.layout(on: build)
    let inner = Tailed.layout(on: build)
    #expect(inner.size == inner.narrow.offset.rawValue + build.pointerSize, "\(build)")
    #expect(outer.inner.wide.offset == Offset(rawValue: build.pointerSize), "\(build)")
    #expect(outer.last.offset == outer.inner.wide.offset + inner.size, "\(build)")
    #expect(outer.size == 2 * build.pointerSize + inner.size, "\(build)")
    #expect(outer.absent == nil)
    #expect(outer.rows.map(\.path) == ["first", "inner.wide", "inner.narrow", "last"])
  }

  /// The i386 ABI aligns 8-byte scalars to 4 bytes within structs.
  @Test(arguments: builds)
  func wideScalarsAlignToPointers(_ build: Build) {
    let layout = Numbers.layout(on: build)
    #expect(layout.double.offset == Offset(rawValue: build.pointerSize), "\(build)")
    #expect(layout.double.size == 8 && Double.alignment(on: build) == build.pointerSize)
    #expect(layout.alignment == build.pointerSize, "\(build)")
    #expect(layout.pointers.stride == build.pointerSize, "\(build)")
  }
}
