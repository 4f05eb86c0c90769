import Assessment
import Catalog
import Dialects
import Routing

extension RoutingRequest {
  /// The same JSON that `Codable` reads, written without an encoder, which would cost more than routing does.
  var compactJSON: String {
    let texts = [headerUseCase, keyUseCase, requestedModel, metadataUseCase, tenant, dataClass] + unavailable
    // Names and numbers, and no byte of a text that becomes more than the six of `\u0000`.
    var capacity = 912 + texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) * 6 + 3 }
    capacity += (serviceTier?.utf8.count ?? 0) * 6 + 96
    if let serverTools { capacity += serverTools.reduce(24) { $0 + $1.tool.rawValue.utf8.count * 6 + 64 } }
    if let countedPrompts { capacity += countedPrompts.reduce(24) { $0 + $1.key.utf8.count * 6 + 32 } }
    // A gate's names, marks and numbers come to less than eighty bytes.
    if let openGates { capacity += openGates.reduce(16) { $0 + $1.name.utf8.count * 6 + 80 } }
    return String(unsafeUninitializedCapacity: capacity) { buffer in
      var object = CompactObject(buffer)
      write(into: &object)
      return object.count
    }
  }

  private func write(into object: inout CompactObject) {
    object.add(#""headerUseCase":"#, headerUseCase)
    object.add(#""keyUseCase":"#, keyUseCase)
    object.add(#""requestedModel":"#, requestedModel)
    object.add(#""metadataUseCase":"#, metadataUseCase)
    if let verdict {
      object.open(#""verdict":"#)
      object.add(#""domain":"#, verdict.domain?.rawValue)
      object.add(#""certainty":"#, verdict.certainty.rawValue)
      object.add(#""scoreMilli":"#, verdict.scoreMilli)
      object.add(#""stage":"#, verdict.stage)
      object.add(#""version":"#, verdict.version)
      object.add(#""pin":"#, verdict.pin?.rawValue)
      object.add(#""pinCertainty":"#, verdict.pinCertainty.rawValue)
      object.add(#""pinScoreMilli":"#, verdict.pinScoreMilli)
      object.add(#""thresholdMilli":"#, verdict.thresholdMilli)
      object.add(#""stakes":"#, verdict.stakes)
      object.add(#""difficultyMilli":"#, verdict.difficultyMilli)
      object.close()
    }
    object.add(#""tenant":"#, tenant)
    object.add(#""dataClass":"#, dataClass)
    object.add(#""endpoint":"#, endpoint.rawValue)
    object.add(#""needs":"#, Int(needs.rawValue))
    object.add(#""wireDialect":"#, wireDialect.rawValue)
    object.add(#""promptTokens":"#, promptTokens)
    object.add(#""promptTokenBound":"#, promptTokenBound)
    object.add(#""maxOutputTokens":"#, maxOutputTokens)
    object.add(#""choices":"#, choices)
    object.add(#""at":"#, Int(at.milliseconds))
    object.add(#""unavailable":"#, unavailable)
    if let openGates {
      object.openList(#""openGates":"#)
      for gate in openGates {
        object.openItem()
        object.add(#""name":"#, gate.name)
        object.add(#""evidence":"#, gate.evidence)
        object.add(#""lot":"#, gate.lot)
        object.close()
      }
      object.closeList()
    }
    object.add(#""stream":"#, stream)
    object.add(#""serviceTier":"#, serviceTier)
    if let serverTools {
      object.openList(#""serverTools":"#)
      for use in serverTools {
        object.openItem()
        object.add(#""tool":"#, use.tool.rawValue)
        object.add(#""count":"#, use.count)
        object.close()
      }
      object.closeList()
    }
    object.add(#""isCapped":"#, isCapped)
    object.add(#""hasInstructions":"#, hasInstructions)
    if let countedPrompts {
      object.open(#""countedPrompts":"#)
      for (tokenizer, tokens) in countedPrompts.sorted(by: { $0.key < $1.key }) { object.add(named: tokenizer, tokens) }
      object.close()
    }
    object.close()
  }
}

/// Writes one JSON object member by member into memory that has room for it; a nil value is left out. Names come
/// quoted and with their colon.
private struct CompactObject {
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  /// Bytes that were written.
  private(set) var count = 0

  init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
    self.buffer = buffer
    put(UInt8(ascii: "{"))
  }

  mutating func add(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  mutating func add(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    key(name)
    put(number: value)
  }

  mutating func add(_ name: StaticString, _ values: [String]) {
    key(name)
    put(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { put(UInt8(ascii: ",")) }
      string(value)
    }
    put(UInt8(ascii: "]"))
  }

  mutating func add(_ name: StaticString, _ value: Bool?) {
    guard let value else { return }
    key(name)
    put(value ? "true" : "false")
  }

  /// A member whose name is not known beforehand.
  mutating func add(named name: String, _ value: Int) {
    if buffer[count - 1] != UInt8(ascii: "{") { put(UInt8(ascii: ",")) }
    string(name)
    put(UInt8(ascii: ":"))
    put(number: value)
  }

  mutating func openList(_ name: StaticString) {
    key(name)
    put(UInt8(ascii: "["))
  }

  /// Begins an object in a list.
  mutating func openItem() {
    if buffer[count - 1] != UInt8(ascii: "[") { put(UInt8(ascii: ",")) }
    put(UInt8(ascii: "{"))
  }

  mutating func closeList() { put(UInt8(ascii: "]")) }

  mutating func open(_ name: StaticString) {
    key(name)
    put(UInt8(ascii: "{"))
  }

  mutating func close() { put(UInt8(ascii: "}")) }

  private mutating func key(_ name: StaticString) {
    if buffer[count - 1] != UInt8(ascii: "{") { put(UInt8(ascii: ",")) }
    put(name)
  }

  private mutating func string(_ value: String) {
    var value = value
    let isPlain = value.withUTF8 { text in
      for byte in text where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
      put(UInt8(ascii: "\""))
      put(text)
      put(UInt8(ascii: "\""))
      return true
    }
    guard !isPlain else { return }
    var escaped: [UInt8] = []
    JSONValue.string(value).write(into: &escaped)
    escaped.withUnsafeBufferPointer { put($0) }
  }

  private mutating func put(_ byte: UInt8) {
    guard count < buffer.count else { return }
    buffer[count] = byte
    count += 1
  }

  private mutating func put(_ literal: StaticString) {
    put(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  // Members come whole or not at all: half a number is another number.
  private mutating func put(number value: Int) {
    var rest = value.magnitude
    var digits = value < 0 ? 2 : 1
    while rest > 9 {
      rest /= 10
      digits += 1
    }
    guard buffer.count - count >= digits else { return }
    rest = value.magnitude
    for place in stride(from: count + digits - 1, through: count, by: -1) {
      buffer[place] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
      rest /= 10
    }
    if value < 0 { buffer[count] = UInt8(ascii: "-") }
    count += digits
  }

  private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard buffer.count - count >= bytes.count, let target = buffer.baseAddress, let source = bytes.baseAddress else {
      return
    }
    (target + count).update(from: source, count: bytes.count)
    count += bytes.count
  }
}
