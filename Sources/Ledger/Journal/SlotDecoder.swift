/// Reads what `SlotEncoder` wrote. What is not there reads as zero or nil and is remembered in `isDamaged`.
struct SlotDecoder {
  private let memory: UnsafeRawBufferPointer
  private var position = 0
  private(set) var isDamaged = false

  init(_ memory: UnsafeRawBufferPointer) { self.memory = memory }

  /// True when nothing is left to read.
  var isAtEnd: Bool { position == memory.count }

  mutating func integer<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type = Value.self) -> Value {
    let size = MemoryLayout<Value>.size
    guard memory.count - position >= size else {
      isDamaged = true
      return 0
    }
    defer { position += size }
    return Value(littleEndian: memory.loadUnaligned(fromByteOffset: position, as: Value.self))
  }

  /// A text's bytes where they lie; nil for one that was nil.
  mutating func text() -> UnsafeRawBufferPointer? {
    let count = integer(UInt16.self)
    guard count != .max else { return nil }
    guard memory.count - position >= Int(count) else {
      isDamaged = true
      return nil
    }
    defer { position += Int(count) }
    return UnsafeRawBufferPointer(rebasing: memory[position..<(position + Int(count))])
  }
}
