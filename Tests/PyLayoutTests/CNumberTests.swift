import PyLayout
import Testing

/// Numbers as C reads them.
@Suite struct CNumberTests {
  @Test(
    arguments: [
      (0xffff_ffff_ffff_ffff, 8, "Py_ssize_t", "-1"), (0xffff_ffff, 4, "Py_ssize_t", "-1"),
      (0xffff_fffb, 4, "int", "-5"), (0xff, 1, "char", "-1"), (0xff, 1, "uint8_t", "255"),
      (0xffff, 2, "short", "-1"), (0xffff, 2, "unsigned short", "65535"),
      (0xffff_ffff_ffff_ffff, 8, "uintptr_t", "18446744073709551615"),
      (0x3ff8_0000_0000_0000, 8, "double", "1.5"), (0x3fc0_0000, 4, "float", "1.5"),
      (7, 8, "void *", nil), (7, 8, "char[8]", nil), (7, 3, "int", nil),
    ] as [(UInt64, Int, String, String?)])
  func text(_ bits: UInt64, _ size: Int, _ cType: String, _ expected: String?) {
    #expect(CNumber.text(bits, size: size, as: cType) == expected)
  }
}
