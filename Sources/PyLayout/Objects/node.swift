/// `node`, Include/node.h (up to 3.9): a node of a syntax tree, as `parser.st` keeps it.
package struct node: CStruct {
  /// The token's text, `NULL` where the node has children.
  package let n_str: Field<Pointer<Int8>>
  /// How many children it has.
  package let n_nchildren: Field<Int32>
  /// The children, side by side in a block of their own.
  package let n_child: Field<Pointer<node>>

  /// C's name.
  package static var cName: String { "node" }

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.8 added where the node ends.
  package init(_ c: inout CLayout) {
    c.fields(Int16.self, "n_type")
    n_str = c.field("n_str")
    c.fields(Int32.self, "n_lineno", "n_col_offset")
    n_nchildren = c.field("n_nchildren")
    n_child = c.field("n_child")
    if c.build.version >= .v3_8 { c.fields(Int32.self, "n_end_lineno", "n_end_col_offset") }
  }
}
