internal import Crypto
public import Foundation

// The file: 'STYDMODL', format version and length of the description as 32-bit numbers, the description as JSON, the
// numbers of each table in the order below, and the SHA-256 of all that. Numbers are little-endian.
extension AssessmentModel {
  private static let magic = Array("STYDMODL".utf8)
  private static let formatVersion: UInt32 = 2
  private static let digestBytes = 32
  private static let headerBytes = 16

  /// The model as the bytes of a file.
  public func fileBytes() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json = try encoder.encode(description)
    var data = Data(Self.magic)
    data.append(number: Self.formatVersion)
    data.append(number: UInt32(json.count))
    data.append(json)
    for row in buckets {
      for lane in 0..<16 { data.append(UInt8(bitPattern: row[lane])) }
    }
    for row in [scales, constants] + signals + encoded {
      for lane in 0..<16 { data.append(number: row[lane].bitPattern) }
    }
    for prototype in prototypes {
      for number in prototype { data.append(number: number.bitPattern) }
    }
    data.append(contentsOf: SHA256.hash(data: data))
    return data
  }

  /// Reads what `fileBytes` wrote. Nothing of a damaged file is used; one that is part of the program is trusted as the
  /// program is, whose start the checksum would make longer by a tenth.
  public init(fileBytes data: Data, isTrusted: Bool = false) throws(ModelFileError) {
    var reader = ModelReader(bytes: Array(data))
    guard reader.bytes.count >= Self.headerBytes, Array(reader.bytes.prefix(8)) == Self.magic else {
      throw .notAModel
    }
    reader.place = 8
    let version = try reader.number()
    guard version == Self.formatVersion else {
      throw .otherVersion(found: Int(version), readable: Int(Self.formatVersion))
    }
    let jsonLength = Int(try reader.number())
    let json = try reader.take(jsonLength)
    // The checksum is looked at before anything is believed; of a cut file the length tells more.
    guard let description = try? JSONDecoder().decode(ModelDescription.self, from: Data(json)) else {
      throw Self.damage(reader.bytes) ?? .inconsistent("its description is not what this version writes")
    }
    let inputs = description.encoder == nil ? 0 : Self.encodedInputs(prototypes: description.prototypes.count)
    let vectors = description.encoder == nil ? 0 : description.prototypes.count
    let rows = 2 + LexiconSignals.count + inputs
    let expected =
      Self.headerBytes + jsonLength + TextFeatures.bucketCount * 16 + rows * 64
      + vectors * Self.dimensions * 4 + Self.digestBytes
    guard reader.bytes.count == expected else { throw .cut(expected: expected, found: reader.bytes.count) }
    if !isTrusted, let damage = Self.damage(reader.bytes) { throw damage }
    let buckets = try reader.weights(TextFeatures.bucketCount)
    let scales = try reader.scores()
    let constants = try reader.scores()
    let signals = try reader.rows(LexiconSignals.count)
    let encoded = try reader.rows(inputs)
    var prototypes: [[Float]] = []
    for _ in 0..<vectors { prototypes.append(try reader.floats(Self.dimensions)) }
    self.init(
      description: description, buckets: buckets, scales: scales, constants: constants, signals: signals,
      prototypes: prototypes, encoded: encoded)
  }

  private static func damage(_ bytes: [UInt8]) -> ModelFileError? {
    guard bytes.count > digestBytes else { return .cut(expected: headerBytes + digestBytes, found: bytes.count) }
    return Array(SHA256.hash(data: bytes.dropLast(digestBytes))) == Array(bytes.suffix(digestBytes))
      ? nil : .wrongChecksum
  }
}

extension Data {
  fileprivate mutating func append(number: UInt32) {
    for shift in stride(from: 0, to: 32, by: 8) { append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
  }
}

/// Reads numbers from bytes and never beyond them.
private struct ModelReader {
  let bytes: [UInt8]
  var place = 0

  mutating func take(_ count: Int) throws(ModelFileError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - place else { throw .cut(expected: place + count, found: bytes.count) }
    defer { place += count }
    return bytes[place..<(place + count)]
  }

  mutating func number() throws(ModelFileError) -> UInt32 {
    let bytes = bytes
    guard place <= bytes.count - 4 else { throw .cut(expected: place + 4, found: bytes.count) }
    let raw = unsafe bytes.span.bytes  // A byte has no padding to expose.
    // Any four bytes are a number, and the load is bounds-checked.
    let number = UInt32(littleEndian: unsafe raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt32.self))
    place += 4
    return number
  }

  // Rows of sixteen bytes: there are so many that a reader of single numbers would take longer than all else of a start.
  mutating func weights(_ count: Int) throws(ModelFileError) -> [SIMD16<Int8>] {
    let bytes = bytes
    guard count <= (bytes.count - place) / 16 else { throw .cut(expected: place + count * 16, found: bytes.count) }
    let raw = unsafe bytes.span.bytes  // A byte has no padding to expose.
    var rows: [SIMD16<Int8>] = []
    rows.reserveCapacity(count)
    for _ in 0..<count {
      // Any sixteen bytes are a row, and the load is bounds-checked.
      rows.append(unsafe raw.unsafeLoadUnaligned(fromByteOffset: place, as: SIMD16<Int8>.self))
      place += 16
    }
    return rows
  }

  mutating func floats(_ count: Int) throws(ModelFileError) -> [Float] {
    var numbers: [Float] = []
    numbers.reserveCapacity(max(0, min(count, bytes.count / 4)))
    for _ in 0..<count {
      let value = Float(bitPattern: try number())
      guard value.isFinite else { throw .inconsistent("a weight is not a number") }
      numbers.append(value)
    }
    return numbers
  }

  mutating func scores() throws(ModelFileError) -> HeadScores { HeadScores(try floats(16)) }

  mutating func rows(_ count: Int) throws(ModelFileError) -> [HeadScores] {
    var rows: [HeadScores] = []
    for _ in 0..<count { rows.append(try scores()) }
    return rows
  }
}
