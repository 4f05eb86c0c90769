import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import HTTP1

/// llhttp is the referee: where both understand a response they must understand the same, and where they do not agree
/// whether it is one, the reason has a name.
@Suite("an upstream's responses as llhttp reads them")
struct ResponseAgreementTests {
  /// What a parser makes of bytes after which the connection is closed.
  struct Read: Equatable {
    var status: Int
    var body: [UInt8] = []
    var isWhole = false
  }

  /// Why this parser and llhttp may differ.
  enum Difference: String, Sendable {
    /// Both see the same.
    case none
    /// A tab behind a value is a blank here, as RFC 9110 has it, and a part of the value in llhttp.
    case tabBehindValue
    /// Lines that end with LF alone are read here.
    case bareLineFeed
    /// Blank lines before the status line are refused here: they are left over from a response that was too long.
    case blankLineBefore
    /// A length beside chunks is read here, by the chunks, and the connection is given up.
    case lengthBesideChunks
    /// Nothing but `chunked` is decoded here; llhttp leaves other codings to its caller.
    case foreignCoding
    /// A change of protocol is refused here, as none was asked for.
    case protocolChange
    /// Blanks behind a chunk's size are read over here.
    case paddedChunkSize
    /// Chunk sizes of more than eight digits are refused here.
    case longChunkSize
    /// A folded line is refused here.
    case foldedLine
    /// Other versions than 1.0 and 1.1 are refused here.
    case foreignVersion
    /// A length with a sign is refused here.
    case oddLength
    /// Chunks of an HTTP/1.0 response are read here; the connection ends after it in any case.
    case chunkedByOldVersion
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var difference = Difference.none
    var testDescription: String { "\(difference) \(text.debugDescription)" }
  }

  static let cases: [Case] = [
    Case(text: "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"),
    Case(text: "HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n"),
    Case(text: "HTTP/1.1 200 \r\ncontent-length: 2\r\n\r\nok"),
    Case(text: "HTTP/1.1 200 OK\r\nContent-Length:5 \r\n\r\nhello"),
    Case(text: "HTTP/1.1 200 OK\r\nContent-Length:5\t \r\n\r\nhello", difference: .tabBehindValue),
    Case(text: "HTTP/1.1 204 No Content\r\n\r\n"),
    Case(text: "HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\n\r\nuntil the end"),
    Case(text: "HTTP/1.0 200 OK\r\n\r\nuntil the end"),
    Case(text: "HTTP/1.1 429 Too Many\r\nretry-after: 9223372036854775\r\ncontent-length: 2\r\n\r\n{}"),
    Case(text: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"),
    Case(text: "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"),
    Case(text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nx: y\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5 5\r\nhello\r\n0\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhel"),
    Case(text: "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello"),
    Case(text: "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello"),
    Case(text: "HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nhello"),
    Case(text: "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\nhello"),
    Case(text: "HTTP/1.1 200 OK\r\ncontent-length: 0x5\r\n\r\nhello"),
    Case(text: "HTTP/1.1 200 OK\r\ncontent-length: 5, 5\r\n\r\nhello"),
    Case(text: "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\na b: c\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\n: c\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\na: b\0c\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\na: b\u{7F}c\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\ncontent-length : 5\r\n\r\nhello"),
    Case(text: "HTTP/1.1 abc OK\r\n\r\n"), Case(text: "HTTP/1.1 20 OK\r\n\r\n"), Case(text: "HTTP/1.1 2000 OK\r\n\r\n"),
    Case(text: "SSH-2.0-OpenSSH_9.2\r\n\r\n"), Case(text: "{\"error\":\"no HTTP\"}\r\n\r\n"),
    Case(text: "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nno"),
    Case(text: "HTTP/1.1 200 OK\ncontent-length: 5\n\nhello", difference: .bareLineFeed),
    Case(
      text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\t\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
      difference: .tabBehindValue),
    Case(
      text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\nhello\n0\n\n", difference: .bareLineFeed),
    Case(text: "\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok", difference: .blankLineBefore),
    Case(
      text: "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
      difference: .lengthBesideChunks),
    Case(text: "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\nxyz", difference: .foreignCoding),
    Case(
      text: "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
      difference: .foreignCoding),
    Case(
      text: "HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n", difference: .protocolChange),
    Case(
      text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n",
      difference: .paddedChunkSize),
    Case(
      text: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n000000005\r\nhello\r\n0\r\n\r\n",
      difference: .longChunkSize),
    Case(text: "HTTP/1.1 200 OK\r\na: b\r\n c\r\ncontent-length: 2\r\n\r\nok", difference: .foldedLine),
    Case(text: "HTTP/2.0 200 OK\r\ncontent-length: 2\r\n\r\nok", difference: .foreignVersion),
    Case(text: "HTTP/1.1 200 OK\r\ncontent-length: +5\r\n\r\nhello", difference: .oddLength),
    Case(
      text: "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
      difference: .chunkedByOldVersion),
  ]

  /// Pieces of every size up to 9 bytes, and of some beyond.
  static let sizes = Array(1...9) + [16, 61, 4096]

  @Test("both read the same, however it is split, or the difference has a name", arguments: cases)
  func agreement(_ input: Case) {
    let bytes = Array(input.text.utf8)
    let referee = llhttp(bytes)
    for size in Self.sizes {
      let ours = read(bytes, size: size)
      if input.difference == .none {
        #expect(ours == referee, "in pieces of \(size)")
      } else {
        let compatible =
          input.difference == .tabBehindValue
          || zip(ours, referee).allSatisfy { !($0.isWhole && $1.isWhole) || $0 == $1 }
        #expect(compatible, "in pieces of \(size): \(ours) against \(referee)")
      }
      #expect(ours == read(bytes, size: .max), "in pieces of \(size)")
    }
  }

  @Test(
    "no change of a few bytes makes both read different responses from the same bytes",
    arguments: 0..<200 as Range<UInt64>)
  func mutations(seed: UInt64) {
    var random = Xorshift(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
    let seeds = Self.cases.filter { $0.difference != .tabBehindValue }
    let spices = Array("\r\n :,;0159aAfF\0\u{7F}HTP/.".utf8)
    for _ in 0..<100 {
      var bytes = Array(seeds[random.below(seeds.count)].text.utf8)
      for _ in 0..<(1 + random.below(3)) where !bytes.isEmpty {
        let place = random.below(bytes.count)
        switch random.below(3) {
        case 0: bytes[place] = spices[random.below(spices.count)]
        case 1: bytes.insert(spices[random.below(spices.count)], at: place)
        default: bytes.remove(at: place)
        }
      }
      let ours = read(bytes, size: 1 + random.below(90))
      let whole = zip(ours.filter(\.isWhole), llhttp(bytes).filter(\.isWhole))
      #expect(whole.allSatisfy { $0 == $1 }, "on \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  private func read(_ bytes: [UInt8], size: Int) -> [Read] {
    var parser = HTTPResponseParser()
    var pending = ByteBuffer()
    var responses: [Read] = []
    func take(_ part: HTTPResponseParser.Part) {
      switch part {
      case .head(let head): responses.append(Read(status: head.status))
      case .body(let bytes): responses[responses.count - 1].body += Array(buffer: bytes)
      case .end: responses[responses.count - 1].isWhole = true
      }
    }
    do {
      var rest = bytes[...]
      while !rest.isEmpty {
        pending.writeBytes(rest.prefix(size))
        rest = rest.dropFirst(size)
        while let part = try parser.next(&pending) { take(part) }
      }
      if let part = try parser.closed() { take(part) }
    } catch {}
    return responses
  }

  private func llhttp(_ bytes: [UInt8]) -> [Read] {
    let channel = EmbeddedChannel()
    let decoder = HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .drop)
    guard (try? channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(decoder))) != nil else { return [] }
    // llhttp asks what was requested, once for each response.
    for _ in 0..<4 {
      let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")
      _ = try? channel.writeOutbound(HTTPClientRequestPart.head(head))
    }
    _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
    var responses: [Read] = []
    func drain() {
      while let part = try? channel.readInbound(as: HTTPClientResponsePart.self) {
        switch part {
        case .head(let head): responses.append(Read(status: Int(head.status.code)))
        case .body(let bytes): responses[responses.count - 1].body += Array(buffer: bytes)
        case .end: responses[responses.count - 1].isWhole = true
        }
      }
    }
    drain()
    _ = try? channel.finish(acceptAlreadyClosed: true)
    drain()
    return responses
  }

  private struct Xorshift {
    var state: UInt64
    mutating func below(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(count))
    }
  }
}
