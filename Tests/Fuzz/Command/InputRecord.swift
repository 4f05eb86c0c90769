import Foundation

/// The input that is being checked, in a file that outlives a crash of the process that checks it.
struct InputRecord {
  private static let headerSize = 16
  private static let capacity = 1 << 17
  private let memory: UnsafeMutableRawPointer

  /// Maps the file, which is made if it is missing.
  init?(path: String) {
    let file = open(path, O_RDWR | O_CREAT, 0o600)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let size = Self.headerSize + Self.capacity
    guard ftruncate(file, off_t(size)) == 0,
      let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), memory != MAP_FAILED
    else { return nil }
    self.memory = memory
  }

  /// The number of the input.
  var iteration: Int { memory.load(as: Int.self) }

  /// Notes an input before it is checked.
  func note(_ iteration: Int, _ input: [UInt8]) {
    let count = min(input.count, Self.capacity)
    memory.storeBytes(of: iteration, as: Int.self)
    memory.storeBytes(of: count, toByteOffset: 8, as: Int.self)
    input.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      (memory + Self.headerSize).copyMemory(from: base, byteCount: count)
    }
  }
}
