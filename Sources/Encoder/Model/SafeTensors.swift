import Foundation

/// A file of named arrays of numbers (the safetensors format: a JSON header, then the numbers).
///
/// The file is mapped, not read: what is never asked for stays on the disk.
struct SafeTensors: Sendable {
  private struct Entry: Decodable {
    var dtype: String
    var shape: [Int]
    var data_offsets: [Int]
  }

  private let name: String
  private let data: Data
  private let entries: [String: Entry]
  /// Where the numbers begin.
  private let base: Int
  /// No header of a model like this is longer.
  private static let longestHeader = 16 << 20

  /// Takes the file's bytes; `name` is how errors call it.
  init(_ data: Data, name: String) throws(EncoderError) {
    self.name = name
    self.data = data
    guard data.count >= 8 else {
      throw EncoderError(
        .cutFile, at: name, "has \(data.count) bytes, fewer than its header's length takes; copy it again")
    }
    let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Self.longestHeader) else {
      throw EncoderError(.invalidHeader, at: name, "gives its header \(length) bytes; is this a safetensors file?")
    }
    base = 8 + Int(length)
    guard data.count >= base else {
      throw EncoderError(.cutFile, at: name, "ends within its header: \(data.count) of \(base) bytes; copy it again")
    }
    let header = data[(data.startIndex + 8)..<(data.startIndex + base)]
    guard let object = try? JSONSerialization.jsonObject(with: header) as? [String: Any] else {
      throw EncoderError(
        .invalidHeader, at: name, "has a header that is not a JSON object; is this a safetensors file?")
    }
    var entries: [String: Entry] = [:]
    for (key, value) in object where key != "__metadata__" {
      guard let bytes = try? JSONSerialization.data(withJSONObject: value),
        let entry = try? JSONDecoder().decode(Entry.self, from: bytes), entry.data_offsets.count == 2
      else {
        throw EncoderError(.invalidHeader, at: "\(name), \(key)", "is not described by dtype, shape and data_offsets")
      }
      entries[key] = entry
    }
    self.entries = entries
  }

  /// The place of an array of 32-bit floats of this shape within the file.
  func place(_ key: String, _ shape: [Int]) throws(EncoderError) -> Range<Int> {
    guard let entry = entries[key] else {
      throw EncoderError(.missingTensor, at: "\(name), \(key)", "is missing; take the file that came with the model")
    }
    guard entry.dtype == "F32" else {
      throw EncoderError(.wrongType, at: "\(name), \(key)", "has elements of type \(entry.dtype); F32 is needed")
    }
    guard entry.shape == shape else {
      throw EncoderError(.wrongShape, at: "\(name), \(key)", "has the shape \(entry.shape); \(shape) is needed")
    }
    let (low, high) = (entry.data_offsets[0], entry.data_offsets[1])
    guard low >= 0, high >= low, high - low == shape.reduce(4, *) else {
      throw EncoderError(
        .invalidHeader, at: "\(name), \(key)", "takes bytes \(low) to \(high), which is not its shape's size")
    }
    guard high <= data.count - base else {
      throw EncoderError(
        .cutFile, at: "\(name), \(key)", "ends at byte \(base + high) of a file of \(data.count); copy it again")
    }
    return (base + low)..<(base + high)
  }

  /// The numbers of an array of 32-bit floats of this shape.
  func floats(_ key: String, _ shape: [Int]) throws(EncoderError) -> [Float] {
    floats(at: try place(key, shape))
  }

  /// The numbers at a place that `place` gave, or at a part of it.
  func floats(at range: Range<Int>) -> [Float] {
    data.withUnsafeBytes { bytes in
      [Float](unsafeUninitializedCapacity: range.count / 4) { buffer, count in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
        count = range.count / 4
      }
    }
  }
}
