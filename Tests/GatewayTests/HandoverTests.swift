import Foundation
import Glibc
import NIOCore
import Synchronization
import TestFiles
import Testing

@testable import Gateway

/// Two processes, of which one takes the other's listening socket; the exit tests' children are real processes.
@Suite("handing the listening socket to another process", .serialized)
struct HandoverTests {
  @Test("under a load of connects the socket changes hands and none is refused or left unanswered")
  func changesHands() async throws {
    let folder = try TestFiles.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "l").path
    let listener = try ListeningSocket.bind(host: "127.0.0.1", port: 0)
    let server = try LetterServer(listener, letter: "a")
    let offer = try Handover.offer(listener, at: path) { successor in
      server.stop()
      try? successor.seal(listener.descriptor)
    }
    Thread.detachNewThread { server.serve() }
    // Threads throughout: a waiting exit test keeps one of the runtime's own.
    async let answers = connects(to: listener.port, path: path)
    await #expect(processExitsWith: .success) { [path = path as String] in
      while !FileManager.default.fileExists(atPath: path + ".enough") { usleep(1_000) }
      let predecessor = try #require(try await Handover.take(at: path))
      let server = try LetterServer(predecessor.listener, letter: "b")
      try predecessor.confirm()
      Thread.detachNewThread { server.serve() }
      guard case .sealed = try await predecessor.waitForSeal(.seconds(60)) else { exit(3) }
      while !FileManager.default.fileExists(atPath: path + ".done") { usleep(1_000) }
    }
    offer.withdraw()
    let found = await answers
    #expect(found[nil] == nil, "\(found)")
    #expect((found["a"] ?? 0) >= 200 && (found["b"] ?? 0) >= 1_000, "\(found)")
  }

  /// Answers by letter, nil for a connection that got none, until enough came from the second process.
  private func connects(to port: Int, path: String) async -> [String?: Int] {
    await withCheckedContinuation { continuation in
      let shared = Tally(running: 4)
      for _ in 0..<4 {
        Thread.detachNewThread {
          var last = (a: 0, b: 0, none: 0)
          while last.b < 1_000, last.none == 0 {
            let answer = Self.ask(port)
            let count = shared.state.withLock { found in
              found.answers[answer, default: 0] += 1
              return (a: found.answers["a"] ?? 0, b: found.answers["b"] ?? 0, none: found.answers[nil] ?? 0)
            }
            if last.a < 200, count.a >= 200 { try? Data().write(to: URL(filePath: path + ".enough")) }
            last = count
          }
          let end = shared.state.withLock { found -> [String?: Int]? in
            found.running -= 1
            return found.running == 0 ? found.answers : nil
          }
          guard let end else { return }
          try? Data().write(to: URL(filePath: path + ".enough"))
          try? Data().write(to: URL(filePath: path + ".done"))
          continuation.resume(returning: end)
        }
      }
    }
  }

  private static func ask(_ port: Int) -> String? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(clamping: port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return nil }
    var byte: UInt8 = 0
    return read(descriptor, &byte, 1) == 1 ? String(UnicodeScalar(byte)) : nil
  }

  @Test("a successor that ends before it serves changes nothing, and the next one is offered the socket again")
  func successorEnds() async throws {
    let folder = try TestFiles.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "l").path
    let listener = try ListeningSocket.bind(host: "127.0.0.1", port: 0)
    let (taken, continuation) = AsyncStream.makeStream(of: Successor.self)
    let offer = try Handover.offer(listener, at: path) { continuation.yield($0) }
    await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
      _ = try #require(try await Handover.take(at: path))
      exit(7)
    }
    let next = try #require(try await Handover.take(at: path))
    #expect(next.listener.port == listener.port)
    try next.confirm()
    var iterator = taken.makeAsyncIterator()
    let successor = try #require(await iterator.next())
    try successor.seal(listener.descriptor)
    guard case .sealed(let lock) = try await next.waitForSeal(.seconds(60)) else {
      Issue.record("not sealed")
      return
    }
    close(lock)
    // What the successor says after the other has given up waiting reaches nobody, and it is told so.
    #expect(await successor.waitUntilOpened(.zero) == false)
    #expect(throws: IOError.self) { try next.opened() }
    offer.withdraw()
  }

  @Test("a predecessor that ends without a word is noticed at once")
  func predecessorEnds() async throws {
    let folder = try TestFiles.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "l").path
    let listener = try ListeningSocket.bind(host: "127.0.0.1", port: 0)
    // The kernel closes the connection of a process that ends; here it goes with the successor that nobody keeps.
    let offer = try Handover.offer(listener, at: path) { _ in }
    let predecessor = try #require(try await Handover.take(at: path))
    try predecessor.confirm()
    guard case .ended = try await predecessor.waitForSeal(.seconds(60)) else {
      Issue.record("not noticed")
      return
    }
    offer.withdraw()
  }

  @Test("a ledger far down in folders with long names can be handed over too")
  func longPath() async throws {
    let root = try TestFiles.newFolder()
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = root.appending(path: String(repeating: "long/", count: 20) + String(repeating: "x", count: 100))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "ledger.db-handover").path
    let listener = try ListeningSocket.bind(host: "127.0.0.1", port: 0)
    let offer = try Handover.offer(listener, at: path) { _ in }
    #expect(try await Handover.take(at: path)?.listener.port == listener.port)
    offer.withdraw()
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("the offer is for its owner alone, and its name goes with it but not with a successor's")
  func name() async throws {
    let folder = try TestFiles.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "l").path
    let listener = try ListeningSocket.bind(host: "127.0.0.1", port: 0)
    #expect(try await Handover.take(at: path) == nil)
    let first = try Handover.offer(listener, at: path) { _ in }
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o600)
    let second = try Handover.offer(listener, at: path) { _ in }
    first.withdraw()
    #expect(FileManager.default.fileExists(atPath: path))
    second.withdraw()
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}

/// What connections were answered, over all threads that ask.
private final class Tally: Sendable {
  let state: Mutex<(answers: [String?: Int], running: Int)>

  init(running: Int) { state = Mutex(([:], running)) }
}

/// Answers every connection with a letter and closes it.
private final class LetterServer: Sendable {
  private let descriptor: Int32
  private let letter: UInt8
  private let wake: (read: Int32, write: Int32)

  init(_ listener: ListeningSocket, letter: Character) throws {
    descriptor = try listener.duplicate()
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    self.letter = letter.asciiValue ?? 0
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    wake = (ends[0], ends[1])
  }

  /// Ends `serve`; may be called from any thread.
  func stop() { close(wake.write) }

  func serve() {
    var polled = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      _ = poll(&polled, 2, -1)
      if polled[1].revents != 0 { break }
      let connection = accept(descriptor, nil, nil)
      guard connection >= 0 else { continue }
      var byte = letter
      _ = write(connection, &byte, 1)
      close(connection)
    }
    close(descriptor)
  }
}
