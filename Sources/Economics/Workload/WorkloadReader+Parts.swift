internal import Catalog
internal import StrictYAML

extension WorkloadReader {
  mutating func measuredErrors(_ node: YAMLNode) -> MeasuredErrors? {
    guard let mapping = errors.mapping(node, keys: ["model", "failures", "of", "source"]) else { return nil }
    let model = required(mapping, "model").flatMap { self.model($0) }
    let source = required(mapping, "source").flatMap { text($0) }
    _ = required(mapping, "failures")
    _ = required(mapping, "of")
    guard let model, let source, let failures = int(mapping, "failures", 0...1_000_000_000),
      let count = int(mapping, "of", 1...1_000_000_000)
    else { return nil }
    if failures > count, let place = mapping.value("failures") {
      errors.note(place.error("\(failures) failures of \(count) answers cannot be"))
    }
    return MeasuredErrors(model: model, failures: failures, count: count, source: source)
  }

  mutating func detector(_ node: YAMLNode, _ beliefs: inout Beliefs) -> Detector? {
    if case .scalar("none", _) = node.content { return nil }
    let keys = ["model", "cost_usd", "recall", "false_alarms", "seen", "of"]
    guard let mapping = errors.mapping(node, keys: keys) else { return nil }
    beliefs.quantities[.falseAlarms] = required(mapping, "false_alarms").flatMap { quantity($0, 0...1) }
    var counted: MeasuredRecall?
    if let seen = int(mapping, "seen", 0...1_000_000_000), let of = int(mapping, "of", 1...1_000_000_000) {
      if seen > of, let place = mapping.value("seen") {
        errors.note(place.error("\(seen) errors seen of \(of) shown cannot be"))
      }
      counted = MeasuredRecall(seen: min(seen, of), count: of)
      let rate = ErrorRate(failures: min(seen, of), of: of, source: "")
      beliefs.quantities[.detectorRecall] = Quantity(
        rate.value, low: rate.low, high: rate.high, basis: .measured("\(seen) of \(of) errors seen"))
    } else {
      beliefs.quantities[.detectorRecall] = required(mapping, "recall").flatMap { quantity($0, 0...1) }
    }
    if mapping.value("model") != nil, let other = mapping.value("cost_usd") {
      errors.note(other.error("'model' and 'cost_usd' cannot both say what the detector costs"))
    }
    if let place = mapping.value("model") {
      return model(place).map { Detector(price: .model($0), counted: counted) }
    }
    return Detector(price: .fixed(number(mapping, "cost_usd", 0...1e6) ?? 0), counted: counted)
  }

  mutating func seatPlan(_ node: YAMLNode) -> SeatPlan? {
    let keys = ["name", "seats", "usd_per_seat_month", "requests_per_seat_month", "source"]
    guard let mapping = errors.mapping(node, keys: keys) else { return nil }
    let name = required(mapping, "name").flatMap { text($0) }
    let source = required(mapping, "source").flatMap { text($0) }
    let fee = required(mapping, "usd_per_seat_month").flatMap { number($0, 0...1e9) }
    let seats = int(mapping, "seats", 1...100_000_000) ?? 1
    let limit = number(mapping, "requests_per_seat_month", 0...1e12)
    guard let name, let source, let fee else { return nil }
    return SeatPlan(name: name, seats: seats, feePerSeat: fee, requestLimitPerSeat: limit, source: source)
  }

  mutating func selfHosting(_ node: YAMLNode) -> SelfHosting? {
    let keys = [
      "model", "gpu", "gpus_per_replica", "usd_per_gpu_hour", "input_tokens_per_second", "output_tokens_per_second",
      "utilisation", "peak_to_mean", "staff_usd_per_month", "source",
    ]
    guard let mapping = errors.mapping(node, keys: keys) else { return nil }
    let model = required(mapping, "model").flatMap { self.model($0) }
    let gpu = required(mapping, "gpu").flatMap { text($0) }
    let source = required(mapping, "source").flatMap { text($0) }
    let rent = required(mapping, "usd_per_gpu_hour").flatMap { number($0, 0...1e6) }
    let reading = required(mapping, "input_tokens_per_second").flatMap { number($0, 0.001...1e9) }
    let writing = required(mapping, "output_tokens_per_second").flatMap { number($0, 0.001...1e9) }
    let gpus = int(mapping, "gpus_per_replica", 1...10_000) ?? 1
    let utilisation = number(mapping, "utilisation", 0.01...1) ?? 0.6
    let peak = number(mapping, "peak_to_mean", 1...1000) ?? 3
    let staff = number(mapping, "staff_usd_per_month", 0...1e9) ?? 0
    guard let model, let gpu, let source, let rent, let reading, let writing else { return nil }
    return SelfHosting(
      model: model, gpu: gpu, gpusPerReplica: gpus, dollarsPerGPUHour: rent, inputTokensPerSecond: reading,
      outputTokensPerSecond: writing, utilisation: utilisation, peakToMean: peak, staffPerMonth: staff, source: source)
  }

  private mutating func model(_ node: YAMLNode) -> ModelID? {
    reference(node, among: catalog.models.map(\.id), what: "model")
  }
}
