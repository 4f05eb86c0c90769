/// The bytes of a file as they are meant: decompressed, whatever it is stored as.
final class PlainBytes {
  private static let storedSize = 256 << 10

  private let stored: StoredBytes
  private let decompressor: Decompressor?
  private var input: [UInt8]
  private var inputStart = 0
  private var inputEnd = 0
  private var storedEnded = false
  private var peeked: ArraySlice<UInt8> = []
  /// How the file is compressed.
  let compression: Compression
  /// How many plain bytes were given.
  private(set) var offset: Int64 = 0
  /// Why the bytes ended before the file did.
  private(set) var failure: (kind: LogProblemKind, found: String)?

  /// Opens a file and tells how it is compressed by its first bytes.
  init(_ file: LogFile) throws(LogError) {
    let stored = try StoredBytes(file)
    var input = [UInt8](repeating: 0, count: Self.storedSize)
    let (count, failure) = input.withUnsafeMutableBufferPointer { stored.read(into: $0) }
    if let failure { throw LogError(.unreadable, "\(file.name) cannot be read: \(failure)") }
    self.stored = stored
    self.input = input
    inputEnd = count
    compression = input.withView(count) { Compression.of($0) }
    decompressor = Decompressor(compression)
    guard compression == .none || decompressor != nil else {
      throw LogError(.unreadable, "\(file.name) cannot be decompressed: no memory for \(compression.rawValue)")
    }
  }

  /// How many bytes of the file as it is stored were used.
  var storedOffset: Int64 {
    stored.offset - Int64(inputEnd - inputStart) - (compression == .none ? Int64(peeked.count) : 0)
  }

  /// The first bytes, which will be read again.
  func peek(_ count: Int) -> [UInt8] {
    var room = [UInt8](repeating: 0, count: count)
    let filled = room.withUnsafeMutableBufferPointer { read(into: $0) }
    offset -= Int64(filled)
    room.removeLast(count - filled)
    peeked = room[...]
    return room
  }

  /// Reads until the room is full or the bytes end.
  func read(into room: UnsafeMutableBufferPointer<UInt8>) -> Int {
    let again = peeked.prefix(room.count)
    _ = room.update(fromContentsOf: again)
    peeked = peeked.dropFirst(again.count)
    var filled = again.count
    while filled < room.count, failure == nil {
      let rest = UnsafeMutableBufferPointer(rebasing: room[filled..<room.count])
      let count = decompressor == nil ? copy(into: rest) : decompress(into: rest)
      guard let count else { break }
      filled += count
    }
    offset += Int64(filled)
    return filled
  }

  /// Moves to a plain offset: by seeking where the file is stored plain, else by reading up to it.
  func skip(to target: Int64) -> Bool {
    if compression == .none, stored.seek(to: target) {
      inputStart = 0
      inputEnd = 0
      peeked = []
      offset = target
      return true
    }
    var room = [UInt8](repeating: 0, count: Self.storedSize)
    while offset < target {
      let wanted = Int(min(Int64(room.count), target - offset))
      let count = room.withUnsafeMutableBufferPointer {
        read(into: UnsafeMutableBufferPointer(rebasing: $0[0..<wanted]))
      }
      if count == 0 { return false }
    }
    return true
  }

  // Nil at the end.
  private func copy(into room: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    if inputStart < inputEnd {
      let count = min(room.count, inputEnd - inputStart)
      let start = inputStart
      input.withUnsafeBufferPointer { source in
        _ = room.update(fromContentsOf: source[start..<start + count])
      }
      inputStart += count
      return count
    }
    let (count, reason) = stored.read(into: room)
    if let reason { failure = (.readFailure, reason) }
    return count == 0 ? nil : count
  }

  private func decompress(into room: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    guard let decompressor else { return nil }
    if inputStart == inputEnd, !storedEnded {
      let (count, reason) = input.withUnsafeMutableBufferPointer { stored.read(into: $0) }
      if let reason { failure = (.readFailure, reason) }
      inputStart = 0
      inputEnd = count
      storedEnded = count == 0
    }
    let step = input.withUnsafeBufferPointer {
      decompressor.step(UnsafeBufferPointer(rebasing: $0[inputStart..<inputEnd]), into: room)
    }
    inputStart += step.consumed
    if let reason = step.failure {
      failure = (.corruptStream, "\(reason) at byte \(storedOffset) of the file")
    } else if step.consumed == 0, step.produced == 0 {
      if storedEnded {
        if !decompressor.isAtBoundary {
          failure = (.truncatedStream, "\(storedOffset) bytes of \(compression.rawValue)")
        }
        return nil
      }
      // No progress with input at hand cannot come to an end by itself.
      if inputStart < inputEnd { failure = (.corruptStream, "no progress at byte \(storedOffset) of the file") }
    }
    return step.produced
  }
}
