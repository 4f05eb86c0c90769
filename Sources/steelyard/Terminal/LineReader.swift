import Foundation

/// Lines of a file or of standard input, one after the other, in constant memory.
struct LineReader: Sequence, IteratorProtocol {
  private let handle: FileHandle
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private static let chunk = 1 << 16

  init(_ handle: FileHandle) { self.handle = handle }

  /// The next line without its line break; nil at the end, or where nothing more can be read.
  mutating func next() -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { start = end + 1 }
        return line(end)
      }
      guard !isAtEnd else { break }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      let read = (try? handle.read(upToCount: Self.chunk)) ?? Data()
      isAtEnd = read.isEmpty
      buffer += read
    }
    guard start < buffer.count else { return nil }
    defer { start = buffer.count }
    return line(buffer.count)
  }

  private func line(_ end: Int) -> [UInt8] {
    let line = buffer[start..<end]
    return Array(line.last == 0x0D ? line.dropLast() : line)
  }
}
