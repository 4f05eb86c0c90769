import Foundation
import FuzzTargets

/// Runs workers until all inputs are checked; an input that ends or stalls its worker is kept and passed over.
struct Supervisor {
  private let options: Options
  private let recordPath: String
  /// No input may take longer.
  private let patience: Double = 20

  init(_ options: Options) {
    self.options = options
    recordPath = NSTemporaryDirectory() + "/fuzz-\(getpid()).input"
  }

  /// Checks all inputs; true if every promise held.
  func run() throws -> Bool {
    defer { unlink(recordPath) }
    let fuzzer = Fuzzer(seed: options.seed)
    let end = options.first + options.iterations
    let started = Date()
    var next = options.first
    var sound = true
    while next < end {
      let (status, reached) = try runWorker(from: next, to: end)
      if status == 0 || status == 1 {
        sound = sound && status == 0
        break
      }
      sound = false
      guard let (target, input) = fuzzer.input(reached) else { break }
      print("input \(reached), \(target.name): ended its process with status \(status)")
      try Corpus(directory: options.corpus).keep(target: target.name, input)
      next = reached + 1
    }
    let seconds = Date().timeIntervalSince(started)
    print(
      "\(options.iterations) inputs over \(FuzzTarget.all.map(\.name)) with seed \(options.seed) in \(Int(seconds)) s")
    return sound
  }

  private func runWorker(from first: Int, to end: Int) throws -> (status: Int32, reached: Int) {
    guard let record = InputRecord(path: recordPath) else { throw CocoaError(.fileWriteUnknown) }
    record.note(first, [])
    let worker = Process()
    worker.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    worker.arguments = [
      "--iterations", "\(end - first)", "--first", "\(first)", "--seed", "\(options.seed)", "--corpus", options.corpus,
      "--record", recordPath,
    ]
    try worker.run()
    var last = first
    var lastChange = Date()
    while worker.isRunning {
      Thread.sleep(forTimeInterval: 0.2)
      if record.iteration != last {
        last = record.iteration
        lastChange = Date()
      } else if Date().timeIntervalSince(lastChange) > patience {
        kill(worker.processIdentifier, SIGKILL)
      }
    }
    let wasSignalled = worker.terminationReason == .uncaughtSignal
    return (wasSignalled ? 128 + worker.terminationStatus : worker.terminationStatus, record.iteration)
  }
}
