/// Writes a record into a slot's memory and never beyond its end.
struct SlotEncoder {
  private let memory: UnsafeMutableRawBufferPointer
  private(set) var position = 0

  init(_ memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

  /// Bytes that are left.
  var room: Int { memory.count - position }

  mutating func put<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
    let size = MemoryLayout<Value>.size
    guard room >= size else { return }
    memory.storeBytes(of: value.littleEndian, toByteOffset: position, as: Value.self)
    position += size
  }

  /// A text with its length before it, cut to `limit` bytes at a character; nil is told from empty.
  mutating func put(_ text: String?, limit: Int = Self.longestText) {
    guard let text else { return put(UInt16.max) }
    let fits: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in put(bytes, limit) }
    if fits == nil { Array(text.utf8).withUnsafeBufferPointer { bytes in put(bytes, limit) } }
  }

  /// Bytes that a text has with its length before it.
  static func bytes(_ text: String?, limit: Int = Self.longestText) -> Int {
    MemoryLayout<UInt16>.size + (text.map { min($0.utf8.count, limit) } ?? 0)
  }

  private static let longestText = Int(UInt16.max) - 1

  private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>, _ limit: Int) {
    let most = min(limit, max(0, room - 2), Self.longestText)
    var count = min(bytes.count, most)
    while count < bytes.count, count > 0, bytes[count] & 0xC0 == 0x80 { count -= 1 }
    put(UInt16(truncatingIfNeeded: count))
    guard count > 0 else { return }
    UnsafeMutableRawBufferPointer(rebasing: memory[position..<(position + count)])
      .copyMemory(from: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[..<count])))
    position += count
  }
}
