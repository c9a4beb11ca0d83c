/// Python that several lessons' programs begin with.
enum Python {
  /// `given()`: how many bytes pymalloc has handed out, as `sys._debugmallocstats` tells on standard
  /// error.
  static let given = """
    import os, sys
    def given():
        ours, theirs = os.pipe()
        kept = os.dup(2)
        os.dup2(theirs, 2)
        sys._debugmallocstats()
        os.dup2(kept, 2)
        for fd in theirs, kept: os.close(fd)
        told = os.read(ours, 1 << 16)
        os.close(ours)
        return int(told.split(b'in allocated blocks')[1].split()[1].replace(b',', b''))

    """

  /// `sizes`: the bytes that each of forty instances with `x`, `y`, `z` was given, in order.
  static let pointSizes =
    given + """
      class Point:
          def __init__(self): self.x, self.y, self.z = 1, 2, 3
      points, sizes = [None] * 40, [None] * 40
      before = after = given()
      for n in range(40):
          before = given()
          points[n] = Point()
          after = given()
          sizes[n] = after - before

      """
}
