extension FieldTree {
  /// The first eight bytes and the last eight, which tell all names up to sixteen bytes apart.
  @inline(__always)
  static func ends(_ name: ByteView) -> (first: UInt64, last: UInt64) {
    (name[0..<8].word(at: 0), name.count > 8 ? name.word(at: name.count &- 8) : 0)
  }

  @inline(__always)
  static func place(_ first: UInt64, _ last: UInt64, _ count: Int, _ size: Int) -> Int {
    let mixed = (first ^ (last &<< 31 | last &>> 33) ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15
    return Int(mixed &>> 40) & (size &- 1)
  }

  /// What a key means in an object of the tree, nil if nothing.
  @inline(__always)
  func meaning(of name: ByteView, in node: Int) -> Meaning? {
    guard node < nodes.count, !nodes[node].table.isEmpty else { return nil }
    let size = nodes[node].table.count
    let (first, last) = Self.ends(name)
    var place = Self.place(first, last, name.count, size)
    while true {
      let index = Int(nodes[node].table[place])
      if index < 0 { return nil }
      if nodes[node].entries[index].first == first, nodes[node].entries[index].last == last,
        nodes[node].entries[index].name.count == name.count,
        name.count <= 16 || nodes[node].entries[index].name.withView(name.count, name.equals)
      {
        return nodes[node].entries[index].meaning
      }
      place = (place &+ 1) & (size &- 1)
    }
  }
}
