internal import Synchronization

/// The distinct names of a run and their numbers, shared by all its workers.
///
/// Numbers are given in the order in which workers meet the names, so they differ from run to run: show and sort by
/// name. Beyond `limit` names all further ones are one, `LogNames.other`, so that a log with a name of its own in
/// every row cannot fill the memory.
public final class LogNames: Sendable {
  /// What stands for all names beyond the limit.
  public static let other = "(other names)"

  private struct State {
    var names: [String]
    var numbers: [String: Int32]
  }
  private let state: Mutex<State>
  /// How many names are kept.
  public let limit: Int

  /// No names but the empty one, or those that an earlier run had, in its order.
  public init(restoring names: [String] = [], limit: Int = 100_000) {
    self.limit = max(2, min(limit, Int(Int32.max)))
    var kept = names.isEmpty ? [""] : names
    if kept[0] != "" { kept.insert("", at: 0) }
    let numbers = Dictionary(
      kept.enumerated().map { ($1, Int32(truncatingIfNeeded: $0)) }, uniquingKeysWith: { first, _ in first })
    state = Mutex(State(names: kept, numbers: numbers))
  }

  /// The name that a number stands for; empty for one that was never given.
  public subscript(number: NameNumber) -> String {
    state.withLock { state in
      let index = Int(number.rawValue)
      return state.names.indices.contains(index) ? state.names[index] : ""
    }
  }

  /// The number of a name, given now if it is new.
  public func number(of name: String) -> NameNumber {
    state.withLock { state in
      if let number = state.numbers[name] { return NameNumber(rawValue: number) }
      let kept = state.names.count < limit - 1 ? name : Self.other
      if kept == Self.other, let number = state.numbers[kept] { return NameNumber(rawValue: number) }
      let number = Int32(truncatingIfNeeded: state.names.count)
      state.names.append(kept)
      state.numbers[kept] = number
      return NameNumber(rawValue: number)
    }
  }

  /// Every name in the order of its number; give it to `init(restoring:)` to go on with the same numbers.
  public var all: [String] { state.withLock { $0.names } }
}
