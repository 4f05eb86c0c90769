import Assessment
import Dispatch
import Synchronization

/// Has an encoder embed what requests are waiting for, many at a time, on threads of its own.
///
/// A text that was embedded lately is not embedded again. When too much is waiting, a request is told so at once and
/// stays in doubt.
final class EncoderService: Sendable {
  /// Texts that may wait, and texts that are embedded in one go.
  static let mostWaiting = 512
  static let batch = 16
  /// Milliseconds after which a request stops waiting and stays in doubt.
  static let patience: Int64 = 2_000
  private static let mostRemembered = 4_096

  private struct Job {
    var texts: [[UInt8]]
    var done: @Sendable ([[Float]]) -> Void
  }

  private struct State {
    var jobs: [Job] = []
    var waiting = 0
    var workers = 0
    var memory: [[UInt8]: [Float]] = [:]
    var encoder: (any TextEmbedder)?
    var name: String?
    var problem: String?
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "steelyard.encoder", qos: .userInitiated, attributes: .concurrent)
  private let threads: Int

  init(threads: Int) { self.threads = max(1, threads) }

  /// The encoder's name once it is loaded.
  var name: String? { state.withLock { $0.name } }

  /// Whether what a model was trained with is loaded, or nothing is where it was trained with nothing.
  func isReady(as name: String?) -> Bool { state.withLock { $0.name == name } }

  /// Why there is none, for people.
  var problem: String? { state.withLock { $0.problem } }

  /// Loads the encoder beside everything else; until then words judge alone.
  func load(_ make: @escaping @Sendable () throws -> (any TextEmbedder)?) {
    queue.async { [self] in
      do {
        let encoder = try make()
        state.withLock { state in
          state.encoder = encoder
          state.name = encoder?.name
          if encoder == nil { state.problem = "not installed; install it with: steelyard assess install-encoder" }
        }
      } catch {
        state.withLock { $0.problem = "\(error)" }
      }
    }
  }

  /// Waits until it is loaded, or is known to be missing: its name, or why there is none.
  func loaded() async -> String {
    while true {
      if let state = name ?? problem { return state }
      try? await Task.sleep(for: .milliseconds(10))
      if Task.isCancelled { return "loading" }
    }
  }

  /// Calls `done` with an embedding for each text, from some thread. Returns false, and never calls it, when there is
  /// no encoder or too much is waiting.
  func embed(_ texts: [[UInt8]], _ done: @escaping @Sendable ([[Float]]) -> Void) -> Bool {
    enum Answer {
      case refused, known([[Float]]), queued(startWorker: Bool)
    }
    let answer: Answer = state.withLock { state in
      guard state.encoder != nil, state.waiting + texts.count <= Self.mostWaiting else { return .refused }
      let known = texts.compactMap { state.memory[$0] }
      if known.count == texts.count { return .known(known) }
      state.jobs.append(Job(texts: texts, done: done))
      state.waiting += texts.count
      guard state.workers < threads else { return .queued(startWorker: false) }
      state.workers += 1
      return .queued(startWorker: true)
    }
    switch answer {
    case .refused: return false
    case .known(let embeddings): done(embeddings)
    case .queued(let startWorker): if startWorker { queue.async { self.work() } }
    }
    return true
  }

  private func work() {
    while let (encoder, jobs, memory) = next() {
      var fresh: [[UInt8]: [Float]] = [:]
      let unknown = Array(Set(jobs.flatMap(\.texts).filter { memory[$0] == nil }))
      for (text, embedding) in zip(unknown, encoder.embed(unknown)) { fresh[text] = embedding }
      let found = fresh
      state.withLock { state in
        if state.memory.count + found.count > Self.mostRemembered { state.memory.removeAll() }
        state.memory.merge(found) { $1 }
        state.waiting -= jobs.reduce(0) { $0 + $1.texts.count }
      }
      for job in jobs { job.done(job.texts.compactMap { memory[$0] ?? found[$0] }) }
    }
  }

  // Jobs up to a batch, with what is known of their texts; nil, and one worker less, when nothing waits.
  private func next() -> (any TextEmbedder, [Job], [[UInt8]: [Float]])? {
    state.withLock { state in
      guard let encoder = state.encoder, !state.jobs.isEmpty else {
        state.workers -= 1
        return nil
      }
      var count = 0
      let taken = state.jobs.prefix { job in
        defer { count += job.texts.count }
        return count == 0 || count + job.texts.count <= Self.batch
      }
      let jobs = Array(taken)
      state.jobs.removeFirst(jobs.count)
      var known: [[UInt8]: [Float]] = [:]
      for text in jobs.flatMap(\.texts) { known[text] = state.memory[text] }
      return (encoder, jobs, known)
    }
  }
}
