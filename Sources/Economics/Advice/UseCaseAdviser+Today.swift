internal import Catalog
internal import Policy

extension UseCaseAdviser {
  /// What serves today, whatever policy says of it; of a model's offers the cheapest one that policy permits, else the
  /// cheapest.
  func today() -> (draft: OptionEvaluator.Draft, option: AdviceOption, refusal: String?)? {
    guard let name = useCase.today else { return nil }
    let catalog = policy.catalog
    let numbers =
      catalog.offerNumber(name).map { [$0] }
      ?? catalog.offers.indices.filter { catalog.offers[$0].model == name }
    let found = numbers.compactMap {
      number -> (draft: OptionEvaluator.Draft, option: AdviceOption, refusal: String?)? in
      guard let candidate = try? search.candidate(catalog.offers[number], at: request.at),
        let option = builder.option(.single(candidate))
      else { return nil }
      let refusal = search.refusal(number, candidate.model).map { "\($0.rule): \($0.reason)" }
      return (.single(candidate), option, refusal)
    }
    return found.min { left, right in
      (left.refusal == nil ? 0 : 1, left.option.monthly.value) < (
        right.refusal == nil ? 0 : 1, right.option.monthly.value
      )
    }
  }

  /// Machines of one's own against the cheapest open offer, of the same model if there is one.
  func hosting(_ best: [OptionClass: AdviceOption]) -> [HostingAdvice] {
    search.candidates.compactMap { candidate in
      guard case .ownMachines(let machines, let plan) = candidate.place else { return nil }
      let open = search.candidates.filter { $0.optionClass == .open }
      let same = open.filter { $0.model.id == machines.model }
      guard let rival = (same.isEmpty ? open : same).min(by: { $0.tokens < $1.tokens }) else { return nil }
      return HostingAdvice(
        hosting: machines, plan: plan, against: rival.label,
        breakEven: HostingBreakEven(machines, useCase.tokens, apiPerRequest: rival.tokens))
    }
  }
}
