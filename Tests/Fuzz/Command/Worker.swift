import Foundation
import FuzzTargets

/// The process that checks inputs, and that a trap would end.
func work(_ options: Options, recordPath: String) -> Int32 {
  guard let record = InputRecord(path: recordPath) else {
    print("cannot map \(recordPath)")
    return 2
  }
  let corpus = Corpus(directory: options.corpus)
  var failures = 0
  let fuzzer = Fuzzer(seed: options.seed)
  let end = options.first + options.iterations
  fuzzer.run(options.first..<end, before: { iteration, _, input in record.note(iteration, input) }) { failure in
    failures += 1
    print("input \(failure.iteration), \(failure.target): \(failure.reason)")
    do {
      try corpus.keep(target: failure.target, failure.input)
    } catch {
      print("cannot keep it: \(error)")
    }
  }
  record.note(end, [])
  return failures == 0 ? 0 : 1
}
