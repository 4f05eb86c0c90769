/// Changes streams event by event, so that they stay streams.
struct StreamMutator: Sendable {
  private let trees = TreeMutator()

  /// The stream with events changed within, doubled, left out or exchanged.
  func mutate(_ input: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
    let ending: [UInt8] = input.contains(0x0D) ? (input.contains(0x0A) ? [0x0D, 0x0A] : [0x0D]) : [0x0A]
    var events = split(input, at: ending + ending)
    for _ in 0..<1 + random.below(4) {
      guard !events.isEmpty else { break }
      let place = random.below(events.count)
      switch random.below(8) {
      case 0: events.remove(at: place)
      case 1: events.insert(events[place], at: random.below(events.count + 1))
      case 2: events.swapAt(place, random.below(events.count))
      case 3: events.removeSubrange(place...)
      default: events[place] = mutateData(events[place], ending, &random)
      }
    }
    return Array(events.joined(separator: ending + ending)) + (random.below(8) == 0 ? [] : ending + ending)
  }

  private func mutateData(_ event: [UInt8], _ ending: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
    var lines = split(event, at: ending)
    for index in lines.indices where lines[index].starts(with: "data: ".utf8) {
      lines[index] = Array("data: ".utf8) + trees.mutate(Array(lines[index].dropFirst(6)), &random)
    }
    return Array(lines.joined(separator: ending))
  }

  private func split(_ bytes: [UInt8], at separator: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var part: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: separator) {
        parts.append(part)
        part = []
        index += separator.count
      } else {
        part.append(bytes[index])
        index += 1
      }
    }
    if !part.isEmpty { parts.append(part) }
    return parts
  }
}
