/// Decides which fault a request gets, and counts those that are meant for a number of requests only.
struct FaultDesk: Sendable {
  private var armed: [Armed] = []
  private var shown: [String: Int] = [:]
  private var arrivals: UInt64 = 0

  private struct Armed {
    var fault: Fault
    var model: String?
    var remaining: Int
  }

  /// Shows `fault` to the next `times` requests for `model`, or for any model when that is nil.
  mutating func arm(_ fault: Fault, model: String?, times: Int) {
    armed.append(Armed(fault: fault, model: model, remaining: times))
  }

  /// Forgets everything armed and counted.
  mutating func reset() { self = FaultDesk() }

  /// The fault for a request: armed ones first, then what the request asks for, then chance.
  ///
  /// `likeness` is equal for requests that differ in nothing but the model, so that a retry counts as the same.
  mutating func fault(
    model: String, directive: Directive, likeness: UInt64, behaviour: Behaviour
  ) -> Fault? {
    arrivals &+= 1
    if let index = armed.firstIndex(where: { $0.model == nil || $0.model == model }) {
      let fault = armed[index].fault
      armed[index].remaining -= 1
      if armed[index].remaining <= 0 { armed.remove(at: index) }
      return fault
    }
    if let fault = directive.fault, directive.model == nil || directive.model == model {
      guard let times = directive.times else { return fault }
      let label = "\(fault) \(directive.key ?? String(likeness))"
      let count = shown[label, default: 0]
      if count < times {
        shown[label] = count + 1
        return fault
      }
      return nil
    }
    var generator = SeededGenerator(seed: behaviour.seed &+ arrivals)
    return Int(generator.next() % 1_000_000) < behaviour.errorsPerMillion ? Fault(.status(500)) : nil
  }
}
