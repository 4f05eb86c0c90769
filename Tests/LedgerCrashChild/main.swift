// What a test wants of a process that it kills or that stands beside it. Says on standard output what was done once it
// was.
//
// `settle path key seed`: holds and settles on four threads until it is killed; `H id amount` after a hold, `S id cost`
// after its settlement.
// `note path key amount told…`: holds, notes what was told, one after the other, says `N id`, and waits.
// `adopt path key`: opens the ledger of a process that has sealed it and whose lock is on standard input, says `OPEN`,
// then `ACCOUNT spent held` whenever that has changed, and `ALONE` once nothing is left of the other process; then `REST`
// with what the cap still lets it hold, holds that, says `FULL` when one more is refused, and closes.
// `open path`: opens the ledger, says `OPEN` or `REFUSED` with the reason, waits for the end of its input, and closes.
import Catalog
import Foundation
import Ledger

private func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  // One call writes a short line whole. A parent that is gone ends this process by SIGPIPE.
  _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}

private let noon = Timestamp(milliseconds: Timestamp(year: 2026, month: 11, day: 23).milliseconds + 43_200_000)

private func key(_ ledger: Ledger, _ id: String) throws -> KeyRecord {
  guard let key = try ledger.keys().first(where: { $0.id == id }) else { exit(65) }
  return key
}

private func settle(_ path: String, _ id: String, seed: UInt64) throws -> Never {
  let ledger = try Ledger.open(path: path, options: LedgerOptions(gathering: .milliseconds(2)))
  let key = try key(ledger, id)
  DispatchQueue.concurrentPerform(iterations: 4) { thread in
    var state = seed &* 7919 &+ UInt64(thread)
    func random(_ bound: UInt64) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64((state >> 33) % bound)
    }
    while true {
      let amount = random(200) + 1
      var draft = DecisionDraft(id: ledger.makeID(), startedAt: noon)
      // Some records go on in the journal's extensions.
      draft.request = String(repeating: "x", count: Int(random(20) == 0 ? random(12_000) : random(900)))
      guard let hold = try? ledger.hold(key: key, amount: NanoDollars(amount), draft: draft) else { continue }
      say("H \(hold.id) \(amount)")
      if random(2) == 0 { ledger.note(hold, told: NanoDollars(random(UInt64(amount)) + 1)) }
      var outcome = RequestOutcome(status: .ok, finishedAt: noon)
      let cost = random(UInt64(amount) + 1)
      outcome.charge([
        AttemptBill(offer: "a@x", model: "a", provider: "x", cost: NanoDollars(cost / 2), why: "closed"),
        AttemptBill(offer: "b@y", model: "b", provider: "y", cost: NanoDollars(cost - cost / 2), why: "ok"),
      ])
      ledger.settle(hold, outcome: outcome)
      say("S \(hold.id) \(cost)")
    }
  }
  exit(0)
}

private func note(_ path: String, _ id: String, _ amount: Int64, _ told: [Int64]) throws -> Never {
  let ledger = try Ledger.open(path: path)
  let draft = DecisionDraft(id: ledger.makeID(), startedAt: noon)
  let hold = try ledger.hold(key: try key(ledger, id), amount: NanoDollars(amount), draft: draft)
  for told in told { ledger.note(hold, told: NanoDollars(told)) }
  say("N \(hold.id)")
  while true { pause() }
}

private func adopt(_ path: String, _ id: String) throws -> Never {
  let ledger: Ledger
  do { ledger = try Ledger.open(path: path, options: LedgerOptions(gathering: .zero), sealed: 0) } catch {
    say("REFUSED \(error)")
    exit(1)
  }
  let key = try key(ledger, id)
  say("OPEN")
  var last = ""
  while true {
    // Asked first: what it stands for is then in the account.
    let isAlone = ledger.isAlone
    guard let standing = ledger.standing(of: key, at: noon).first(where: { $0.window == .total }) else { exit(66) }
    let line = "ACCOUNT \(standing.spent.amount) \(standing.held.amount)"
    if line != last { say(line) }
    last = line
    guard isAlone else {
      usleep(2_000)
      continue
    }
    say("ALONE")
    let rest = (standing.cap ?? .zero) - standing.spent - standing.held
    say("REST \(rest.amount)")
    func hold(_ amount: NanoDollars) throws(HoldRefusal) -> Hold {
      try ledger.hold(key: key, amount: amount, draft: DecisionDraft(id: ledger.makeID(), startedAt: noon))
    }
    let held = try hold(rest)
    do { _ = try hold(NanoDollars(1)) } catch { say("FULL") }
    var outcome = RequestOutcome(status: .ok, finishedAt: noon)
    outcome.cost = .zero
    ledger.settle(held, outcome: outcome)
    ledger.close()
    exit(0)
  }
}

private func open(_ path: String) -> Never {
  do {
    let ledger = try Ledger.open(path: path)
    say("OPEN")
    _ = FileHandle.standardInput.readDataToEndOfFile()
    ledger.close()
    exit(0)
  } catch {
    say("REFUSED \(error)")
    exit(1)
  }
}

private let arguments = CommandLine.arguments
switch (arguments.dropFirst().first, arguments.count) {
case ("settle", 5): try settle(arguments[2], arguments[3], seed: UInt64(arguments[4]) ?? 0)
case ("note", 5...):
  try note(arguments[2], arguments[3], Int64(arguments[4]) ?? 0, arguments[5...].compactMap { Int64($0) })
case ("adopt", 4): try adopt(arguments[2], arguments[3])
case ("open", 3): open(arguments[2])
default: exit(64)
}
