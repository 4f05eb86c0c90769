// Holds and settles on four threads until it is killed, and says on standard output what was done once it was:
// `H id amount` after a hold, `S id cost` after its settlement.
import Catalog
import Foundation
import Ledger

private func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  // One call writes a short line whole. A parent that is gone ends this process by SIGPIPE.
  _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let seed = UInt64(arguments[3]) else { exit(64) }
let ledger = try Ledger.open(path: arguments[1], options: LedgerOptions(gathering: .milliseconds(2)))
guard let key = try ledger.keys().first(where: { $0.id == arguments[2] }) else { exit(65) }
let noon = Timestamp(milliseconds: Timestamp(year: 2026, month: 11, day: 23).milliseconds + 43_200_000)

DispatchQueue.concurrentPerform(iterations: 4) { thread in
  var state = seed &* 7919 &+ UInt64(thread)
  func random(_ bound: UInt64) -> Int64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int64((state >> 33) % bound)
  }
  while true {
    let amount = random(200) + 1
    let draft = DecisionDraft(id: ledger.makeID(), startedAt: noon)
    guard let hold = try? ledger.hold(key: key, amount: NanoDollars(amount), draft: draft) else { continue }
    say("H \(hold.id) \(amount)")
    var outcome = RequestOutcome(status: .ok, finishedAt: noon)
    let cost = random(UInt64(amount) + 1)
    outcome.cost = NanoDollars(cost)
    ledger.settle(hold, outcome: outcome)
    say("S \(hold.id) \(cost)")
  }
}
