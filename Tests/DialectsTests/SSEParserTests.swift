import Dialects
import Testing

/// Events as text: name, data, and raw bytes.
private struct Seen: Equatable, CustomStringConvertible {
  var name: String?
  var data: String?
  var raw: String
  var description: String { "(\(name ?? "-") | \(data ?? "-") | \(raw.debugDescription))" }
}

private func events(_ pieces: [[UInt8]], limits: ScanLimits = .standard) throws(DialectError) -> [Seen] {
  var parser = SSEParser(limits: limits)
  var seen: [Seen] = []
  for piece in pieces {
    parser.append(piece.span)
    while let event = try parser.next() {
      let raw = Array(parser.buffer[event.raw]).text
      if event.isTail, let last = seen.indices.last {
        seen[last].raw += raw
        continue
      }
      let source = event.isJoined ? parser.joined : parser.buffer
      seen.append(
        Seen(
          name: event.name.map { Array(parser.buffer[$0]).text }, data: event.data.map { Array(source[$0]).text },
          raw: raw))
    }
  }
  return seen
}

@Suite("Server-sent events")
struct SSEParserTests {
  @Test(
    "fields are read as the standard says",
    arguments: [
      ("data: a\n\n", nil, "a"), ("data:a\n\n", nil, "a"), ("data:  a\n\n", nil, " a"), ("data\n\n", nil, ""),
      ("data: a\ndata: b\n\n", nil, "a\nb"), ("data: a\ndata\ndata:c\n\n", nil, "a\n\nc"),
      ("event: ping\ndata: {}\n\n", "ping", "{}"), ("data: 1\nevent: x\nevent: y\n\n", "y", "1"),
      ("event:\ndata: 1\n\n", nil, "1"), (": ping\n\n", nil, nil), (": ping\ndata: 1\n\n", nil, "1"),
      ("id: 3\nretry: 10\n\n", nil, nil), ("datax: 1\n\n", nil, nil), ("dat: 1\n\n", nil, nil), ("\n", nil, nil),
      ("data: a:b: c\n\n", nil, "a:b: c"), (" data: 1\n\n", nil, nil),
    ] as [(String, String?, String?)])
  func readsFields(stream: String, name: String?, data: String?) throws {
    for ending in ["\n", "\r", "\r\n"] {
      let bytes = Array(stream.replacing("\n", with: ending).utf8)
      #expect(try events([bytes]) == [Seen(name: name, data: data, raw: bytes.text)])
    }
  }

  @Test("a byte order mark at the start is skipped and kept in the raw bytes, elsewhere it is a field name")
  func skipsByteOrderMark() throws {
    let stream = Array("\u{FEFF}data: 1\n\n\u{FEFF}data: 2\n\n".utf8)
    #expect(
      try events([stream]) == [
        Seen(name: nil, data: "1", raw: "\u{FEFF}data: 1\n\n"), Seen(name: nil, data: nil, raw: "\u{FEFF}data: 2\n\n"),
      ])
  }

  @Test("an event is there as soon as its blank line is, even if a line feed may follow")
  func holdsNothingBack() throws {
    var parser = SSEParser()
    let start = Array("data: 1\r\n\r".utf8)
    parser.append(start.span)
    let first = try #require(try parser.next())
    #expect(first.data.map { Array(parser.buffer[$0]).text } == "1")
    #expect(try parser.next() == nil)
    let rest = Array("\ndata: 2\n\n".utf8)
    parser.append(rest.span)
    let tail = try #require(try parser.next())
    #expect(tail.isTail && Array(parser.buffer[tail.raw]) == [0x0A])
    let second = try #require(try parser.next())
    #expect(second.data.map { Array(parser.buffer[$0]).text } == "2")
    #expect(!parser.hasPartialEvent)
  }

  @Test("the pieces in which a stream arrives make no difference", arguments: ["\n", "\r", "\r\n"])
  func ignoresPieces(ending: String) throws {
    let seed: UInt64 = 20_261_123
    let lines = [
      "\u{FEFF}: hello", "", "event: a", "data: größer 😀 中", "", "data: 1", "data: 2", "", "", ": c", "data", "",
      "data:x", "",
    ]
    let stream = Array((lines.joined(separator: ending) + ending).utf8)
    let whole = try events([stream])
    #expect(whole.map(\.raw).joined() == Array(stream).text)
    #expect(try events(stream.map { [$0] }) == whole)
    for cut in 0...stream.count {
      #expect(try events([Array(stream[..<cut]), Array(stream[cut...])]) == whole, "cut at \(cut)")
    }
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 { #expect(try events(random.pieces(stream, longest: 9)) == whole, "seed \(seed)") }
  }

  @Test("an event larger than the limit is refused, however it arrives")
  func limitsSize() {
    let limits = ScanLimits(eventBytes: 100)
    let long = Array(("data: " + String(repeating: "x", count: 200) + "\n\n").utf8)
    let many = Array((String(repeating: "data: x\n", count: 50) + "\n").utf8)
    for stream in [long, many] {
      for pieces in [[stream], stream.map { [$0] }] {
        let error = #expect(throws: DialectError.self) { try events(pieces, limits: limits) }
        #expect(error?.code == .tooLarge)
      }
    }
  }

  @Test("many small events in one piece are no large event")
  func allowsManyEvents() throws {
    let stream = Array(String(repeating: "data: x\n\n", count: 1_000).utf8)
    #expect(try events([stream], limits: ScanLimits(eventBytes: 100)).count == 1_000)
  }
}
