/// Room for the decoded bytes of one row, given back all at once; what it gave stays where it is until then.
final class ByteArena {
  private static let blockSize = 64 << 10
  private var blocks: [UnsafeMutableBufferPointer<UInt8>] = []
  private var used = 0

  init() {}

  deinit { for block in blocks { block.deallocate() } }

  /// Gives everything back; views of it are void.
  @inline(__always)
  func reset() {
    used = 0
    if blocks.count > 1 { shrink() }
  }

  private func shrink() {
    for block in blocks.dropFirst() { block.deallocate() }
    blocks.removeLast(blocks.count - 1)
    // A first block as large as one huge row would stay for the whole run.
    if let first = blocks.first, first.count > Self.blockSize {
      first.deallocate()
      blocks.removeAll()
    }
  }

  /// A copy of what `write` puts into `capacity` bytes; it returns how many it put there.
  func bytes(capacity: Int, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Int) -> ByteView {
    guard capacity > 0 else { return .empty }
    if blocks.last.map({ $0.count - used < capacity }) ?? true {
      blocks.append(.allocate(capacity: max(capacity, Self.blockSize)))
      used = 0
    }
    guard let block = blocks.last else { return .empty }
    let room = UnsafeMutableBufferPointer(rebasing: block[used..<used + capacity])
    let count = min(max(0, write(room)), capacity)
    used += count
    return ByteView(UnsafeBufferPointer(rebasing: room[0..<count]))
  }

  /// Bytes that live as long as the arena, for constants.
  func bytes(of text: String) -> ByteView {
    let units = Array(text.utf8)
    return bytes(capacity: units.count) { room in
      for (index, unit) in units.enumerated() { room[index] = unit }
      return units.count
    }
  }
}
