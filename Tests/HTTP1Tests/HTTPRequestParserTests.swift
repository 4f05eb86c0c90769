import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import HTTP1

@Suite("reading a client's HTTP/1.1 requests")
struct HTTPRequestParserTests {
  struct Read: Equatable {
    var method: String
    var path: String
    var body: [UInt8] = []
    var isWhole = false
  }

  /// Feeds bytes in pieces of `size` and gathers the requests that come out.
  private func parse(_ bytes: [UInt8], size: Int = .max, headLimit: Int = 4096) throws -> [Read] {
    var parser = HTTPRequestParser(headLimit: headLimit)
    var pending = ByteBuffer()
    var requests: [Read] = []
    var start = 0
    while start < bytes.count {
      let end = size < bytes.count - start ? start + size : bytes.count
      pending.writeBytes(bytes[start..<end])
      start = end
      while let part = try parser.next(&pending) {
        switch part {
        case .head(let head): requests.append(Read(method: head.method.name, path: head.path))
        case .body(let bytes): requests[requests.count - 1].body += Array(buffer: bytes)
        case .end: requests[requests.count - 1].isWhole = true
        }
      }
    }
    return requests
  }

  private func parse(_ text: String, size: Int = .max) throws -> [Read] { try parse(Array(text.utf8), size: size) }

  private static let fixed =
    "POST /v1/chat/completions?x=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello world"
  private static let chunked =
    "POST /b HTTP/1.1\r\nhost:a\r\ntransfer-encoding: Chunked\r\n\r\n5;note=1\r\nhello\r\nB\r\n world, you\r\n0\r\nx: 1\r\n\r\n"

  @Test("requests are the same however their bytes are split", arguments: [1, 2, 3, 7, 64, 4096])
  func splitting(size: Int) throws {
    let text = Self.fixed + "\r\n" + Self.chunked + "GET /health HTTP/1.0\r\n\r\n"
    let requests = try parse(text, size: size)
    #expect(
      requests == [
        Read(method: "POST", path: "/v1/chat/completions", body: Array("hello world".utf8), isWhole: true),
        Read(method: "POST", path: "/b", body: Array("hello world, you".utf8), isWhole: true),
        Read(method: "GET", path: "/health", isWhole: true),
      ])
  }

  @Test("what is needed of the fields is taken, whatever their case and blanks")
  func fields() throws {
    var parser = HTTPRequestParser(headLimit: 4096)
    var buffer = ByteBuffer(
      string:
        "POST / HTTP/1.1\r\nHost: A.Example:8080\r\nAUTHORIZATION:  bearer  sk-1 \r\nX-Steelyard-Use-Case: crm\r\nConnection: x, Close\r\n"
        + "expect: 100-Continue\r\nanthropic-version: 2023-06-01\r\nOpenAI-Beta: assistants=v2\r\n"
        + "Origin: https://A.example\r\nSec-Fetch-Site: Cross-Site\r\nIdempotency-Key: K1\r\n\r\n")
    guard case .head(let head)? = try parser.next(&buffer) else {
      Issue.record("no head")
      return
    }
    #expect(head.token == "sk-1")
    #expect(head.useCase == "crm")
    #expect(!head.keepAlive && head.expectsContinue && head.speaksAnthropic)
    #expect(head.forwarded == "OpenAI-Beta: assistants=v2\r\n")
    #expect(head.host == "a.example:8080" && head.origin == "https://a.example" && head.fetchSite == "cross-site")
    #expect(head.idempotencyKey == "K1")
  }

  @Test(
    "what two readers could understand differently is refused",
    arguments: [
      "POST / HTTP/1.1\r\nhost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nContent-Length: 5, 5\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nContent-Length: +5\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nContent-Length: 0x5\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nContent-Length:\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
      "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: xchunked\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nContent-Length : 5\r\n\r\n", "POST / HTTP/1.1\r\nhost: x\r\nA: b\r\n c\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\n A: b\r\n\r\n", "POST / HTTP/1.1\r\nhost: x\r\nA b\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\n: b\r\n\r\n",
      "POST / HTTP/1.1\nA: b\n\n", "POST / HTTP/1.1\r\nhost: x\r\nA: b\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nA: b\rc\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nA: b\0c\r\n\r\n", "POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "POST  / HTTP/1.1\r\n\r\n", "POST / HTTP/1.1 \r\n\r\n", "POST / HTTP/2.0\r\n\r\n", "POST / http/1.1\r\n\r\n",
      "POST /\r\n\r\n", "PO ST / HTTP/1.1\r\n\r\n", "POST /ä HTTP/1.1\r\n\r\n", " POST / HTTP/1.1\r\nhost: x\r\n\r\n",
      "\u{16}\u{3}\u{1}\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: chunked\r\n\r\n5 5\r\nhello\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: chunked\r\n\r\n5 x\r\nhello\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\na\rb: c\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nhost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
    ])
  func ambiguous(text: String) throws {
    #expect(throws: HTTPMalformed.self) { try parse(text) }
    #expect(throws: HTTPMalformed.self) { try parse(text, size: 1) }
  }

  @Test("a head is bounded in bytes and in fields")
  func bounds() throws {
    let long = "GET / HTTP/1.1\r\nhost: x\r\nA: \(String(repeating: "x", count: 5000))"
    let many = "GET / HTTP/1.1\r\nhost: x\r\n" + String(repeating: "a:b\r\n", count: 300) + "\r\n"
    for text in [long, long + "\r\n\r\n", many] {
      let error = #expect(throws: HTTPMalformed.self) { try parse(text) }
      #expect(error?.isTooLong == true)
    }
  }

  @Test("HTTP/1.1 without a Host field is refused, HTTP/1.0 is not")
  func missingHost() throws {
    let error = #expect(throws: HTTPMalformed.self) { try parse("GET /health HTTP/1.1\r\nA: b\r\n\r\n") }
    #expect(error?.status == 400)
    #expect(try parse("GET /health HTTP/1.0\r\n\r\n").count == 1)
  }

  @Test("blanks behind a chunk's size are read over, where nothing but an extension follows them")
  func paddedChunkSize() throws {
    let head = "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
    for size in ["5", "5 ", "5\t ", "5;a", "5 ;a=b"] {
      #expect(try parse(head + "\(size)\r\nhello\r\n0\r\n\r\n").first?.body == Array("hello".utf8), "\(size)")
    }
  }

  @Test("HTTP/1.0 waits for no leave to send its body")
  func expectation() throws {
    for (version, expects) in [("1.0", false), ("1.1", true)] {
      var parser = HTTPRequestParser(headLimit: 4096)
      var buffer = ByteBuffer(string: "POST / HTTP/\(version)\r\nhost: x\r\nexpect: 100-continue\r\n\r\n")
      guard case .head(let head)? = try parser.next(&buffer) else { return #expect(Bool(false)) }
      #expect(head.expectsContinue == expects)
    }
  }

  @Test("a long path has a status of its own, and so has a long value of each field that is used")
  func longValues() throws {
    func status(_ target: String, _ field: String = "a: b", limit: Int = 1 << 20) -> Int? {
      do {
        _ = try parse(Array("GET \(target) HTTP/1.1\r\nhost: x\r\n\(field)\r\n\r\n".utf8), headLimit: limit)
        return nil
      } catch { return (error as? HTTPMalformed)?.status }
    }
    func text(_ count: Int) -> String { String(repeating: "x", count: count) }
    #expect(status("/" + text(2047)) == nil && status("/" + text(2048)) == 414)
    #expect(status("/?" + text(8190)) == nil && status("/?" + text(8191)) == 414)
    let limits = [
      ("origin", 512), ("x-api-key", 4096), ("authorization", 4096), ("sec-fetch-site", 32), ("idempotency-key", 256),
    ]
    for (name, limit) in limits {
      #expect(status("/", "\(name): \(text(limit))") == nil, "\(name)")
      #expect(status("/", "\(name): \(text(limit + 1))") == 431, "\(name)")
    }
    for name in ["anthropic-beta", "openai-beta"] {
      #expect(status("/", "\(name): \(text(8000))") == nil)
      #expect(status("/", "\(name): \(text(8000))\r\n\(name): \(text(300))") == 431)
    }
    #expect(status("/", "x-steelyard-use-case: \(text(65))") == 400)
  }

  @Test("lines behind the last chunk are bounded together")
  func trailers() throws {
    let head = "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n0\r\n"
    #expect(throws: HTTPMalformed.self) {
      try parse(head + String(repeating: "a: \(String(repeating: "x", count: 90))\r\n", count: 100) + "\r\n")
    }
  }

  /// An independent parser may refuse more or less, but never takes the same bytes for other requests.
  @Test(
    "where llhttp takes bytes for requests, so does this parser, for the same ones, or it refuses them",
    arguments: 0..<400 as Range<UInt64>)
  func agreement(seed: UInt64) throws {
    var random = Xorshift(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
    let seeds = [
      Self.fixed, Self.chunked, "GET /health HTTP/1.1\r\nHost: a\r\nA: b\r\nB:  c d \t\r\n\r\n",
      Self.fixed + Self.fixed,
      Self.chunked + Self.fixed, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
    ]
    let spices = Array("\r\n \t:,;0159aAfF\0\u{7F}/?".utf8)
    for _ in 0..<50 {
      var bytes = Array(seeds[Int(random.next() % UInt64(seeds.count))].utf8)
      for _ in 0..<(1 + random.next() % 3) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes[place] = spices[Int(random.next() % UInt64(spices.count))]
        case 1: bytes.insert(spices[Int(random.next() % UInt64(spices.count))], at: place)
        default: bytes.remove(at: place)
        }
      }
      guard let ours = try? parse(bytes, size: 1 + Int(random.next() % 90)) else { continue }
      let whole = ours.filter(\.isWhole)
      let both = zip(llhttp(bytes), whole)
      #expect(both.allSatisfy { $0 == $1 }, "on \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  private func llhttp(_ bytes: [UInt8]) -> [Read] {
    let channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPRequestDecoder()))
    defer { _ = try? channel.finish() }
    _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
    var requests: [Read] = []
    while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
      switch part {
      case .head(let head):
        let path = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)[0]
        requests.append(Read(method: head.method.rawValue, path: String(path)))
      case .body(let bytes): requests[requests.count - 1].body += Array(buffer: bytes)
      case .end: requests[requests.count - 1].isWhole = true
      }
    }
    return requests.filter(\.isWhole)
  }

  private struct Xorshift {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }
}
