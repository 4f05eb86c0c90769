public import Catalog
public import Frontier
public import Policy

/// Says what should serve which work, by arithmetic from dated prices, stated beliefs and policy's rules.
///
/// Policy's rules, contract terms and minimum tier hold; the class that policy names does not, so that it can be
/// compared with the class that comes out.
public enum Adviser {
  /// Advice on a workload at an instant's prices.
  public static func advise(
    _ workload: Workload, catalog: Catalog, policy: Policy, lags: some LagSource, at instant: Timestamp
  ) -> Advice {
    let compiled = CompiledPolicy(policy: policy, catalog: catalog)
    let errors = ErrorModel(workload, catalog: catalog, at: instant)
    // A lag's interval is drawn anew each time it is asked for, so each kind of work is asked for once.
    var known: [BenchmarkCategory?: WorkLag?] = [:]
    func lag(on work: BenchmarkCategory?) -> WorkLag? {
      if let lag = known[work] { return lag }
      let lag = lags.lag(on: work, .openBehindClosed)
      known[work] = .some(lag)
      return lag
    }
    return Advice(
      title: workload.title, at: instant,
      rows: workload.useCases.map { useCase in
        let lag = workload.needsLag(useCase) ? lag(on: useCase.work) ?? lag(on: nil) : nil
        return UseCaseAdviser(useCase, workload, compiled, errors, lag, at: instant).row()
      })
  }
}

extension Workload {
  /// Whether neither a kind of work nor the whole workload states a lag of its own.
  fileprivate func needsLag(_ useCase: WorkloadUseCase) -> Bool {
    beliefs.quantities[.lag] == nil && useCase.beliefs.quantities[.lag] == nil
  }
}
