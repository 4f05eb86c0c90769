/// A value of a row as it stands in the file, not yet read.
struct RawValue {
  /// What it is, as far as its format tells; a cell of a table is text that may be anything.
  enum Kind: UInt8 { case cell, string, number, yes, no, null, object, array }
  /// How its bytes are to be decoded.
  enum Coding: UInt8 { case plain, json, csv, copy, sql }

  /// Its bytes, without quotes.
  var bytes: ByteView
  var kind: Kind
  var coding: Coding

  @inline(__always)
  init(_ bytes: ByteView, _ kind: Kind, _ coding: Coding = .plain) {
    self.bytes = bytes
    self.kind = kind
    self.coding = coding
  }

  /// Its bytes decoded; in the arena where that changes anything.
  @inline(__always)
  func decoded(in arena: ByteArena) -> ByteView {
    switch coding {
    case .plain: bytes
    case .json: JSONUnescape.decoded(bytes, in: arena)
    case .csv: CellDecoding.halved(bytes, UInt8(ascii: "\""), in: arena)
    case .sql: CellDecoding.halved(bytes, UInt8(ascii: "'"), in: arena)
    case .copy: CellDecoding.copied(bytes, in: arena)
    }
  }

  /// Whether it stands for no value.
  var isNothing: Bool {
    switch kind {
    case .null: true
    case .cell:
      bytes.isEmpty || bytes.matches("null") || bytes.matches("NULL") || bytes.matches("None") || bytes.matches("nan")
    default: false
    }
  }
}
