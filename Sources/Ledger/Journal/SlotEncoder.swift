/// Writes a record into a slot's memory and never beyond its end: texts are cut to what fits.
struct SlotEncoder {
  private let memory: UnsafeMutableRawBufferPointer
  private(set) var position: Int

  init(_ memory: UnsafeMutableRawBufferPointer, from position: Int = 0) {
    self.memory = memory
    self.position = position
  }

  /// Bytes that are left.
  var room: Int { memory.count - position }

  mutating func put<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
    let size = MemoryLayout<Value>.size
    guard room >= size else { return }
    memory.storeBytes(of: value.littleEndian, toByteOffset: position, as: Value.self)
    position += size
  }

  /// A text with its length before it, cut to `limit` bytes at a character; nil is told from empty.
  mutating func put(_ text: String?, limit: Int, atSeparator separator: UInt8? = nil) {
    guard let text else { return put(UInt16.max) }
    let fits: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in put(bytes, limit, separator) }
    if fits == nil { Array(text.utf8).withUnsafeBufferPointer { bytes in put(bytes, limit, separator) } }
  }

  private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>, _ limit: Int, _ separator: UInt8?) {
    let most = min(limit, max(0, room - 2), Int(UInt16.max) - 1)
    let count = Self.cut(bytes, most: most, separator)
    put(UInt16(truncatingIfNeeded: count))
    guard count > 0 else { return }
    UnsafeMutableRawBufferPointer(rebasing: memory[position..<(position + count)])
      .copyMemory(from: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[..<count])))
    position += count
  }

  private static func cut(_ bytes: UnsafeBufferPointer<UInt8>, most: Int, _ separator: UInt8?) -> Int {
    guard bytes.count > most else { return bytes.count }
    if let separator { return bytes[...most].lastIndex(of: separator) ?? 0 }
    var count = most
    while count > 0, bytes[count] & 0xC0 == 0x80 { count -= 1 }
    return count
  }
}
