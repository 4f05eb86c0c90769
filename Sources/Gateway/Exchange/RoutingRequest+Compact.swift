import Assessment
import Catalog
import Dialects
import Routing

extension RoutingRequest {
  /// The same JSON that `Codable` reads, written without an encoder, which would cost more than routing does.
  var compactJSON: String {
    var object = CompactObject()
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
    return object.text
  }
}

/// Writes one JSON object member by member; a nil value is left out. Names come quoted and with their colon.
private struct CompactObject {
  private var bytes: [UInt8] = [UInt8(ascii: "{")]

  init() { bytes.reserveCapacity(640) }

  /// The finished object.
  var text: String {
    mutating get {
      close()
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  mutating func add(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  mutating func add(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    key(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func add(_ name: StaticString, _ values: [String]) {
    key(name)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      string(value)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  mutating func open(_ name: StaticString) {
    key(name)
    bytes.append(UInt8(ascii: "{"))
  }

  mutating func close() { bytes.append(UInt8(ascii: "}")) }

  private mutating func key(_ name: StaticString) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }

  private mutating func string(_ value: String) {
    var value = value
    let isPlain = value.withUTF8 { text in
      for byte in text where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: text)
      bytes.append(UInt8(ascii: "\""))
      return true
    }
    if !isPlain { JSONValue.string(value).write(into: &bytes) }
  }
}
