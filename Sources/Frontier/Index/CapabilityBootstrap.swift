internal import Learning
internal import Synchronization

/// Refits of an index to resampled scores, from which every interval comes (Efron 1979).
///
/// A draw need not contain every model and benchmark. The penalty keeps the fit defined all the same, but it then says
/// nothing of a model that no drawn score joins to the others, and the draw has no number for it. The anchor benchmark may
/// be missing too: the penalty alone then sets the draw's unit, which conversion to points takes out again.
public struct CapabilityBootstrap: Sendable {
  /// A row of capabilities for each draw, on the refit's own scale; not a number where the draw says nothing of a model.
  public var draws: [[Double]]
  /// Refits that stopped before their tolerance.
  public var unfinished: Int

  /// How large a refit's derivatives may be at its end. On Epoch's data a smaller number moves no bound of a 90 % interval
  /// by a ten-thousandth of a point.
  public static let tolerance = 1e-6

  /// Refits `count` times, `workers` at a time, each from `fit`. The same seed gives the same draws with any number of
  /// workers.
  ///
  /// - Throws: `CancellationError` soon after the task is cancelled.
  public static func run(
    _ fitter: CapabilityFitter, from fit: CapabilityFit, count: Int, seed: UInt64,
    resampling: ScoreResampling = .perModel, workers: Int, tolerance: Double = tolerance,
    progress: @escaping @Sendable (_ done: Int) -> Void = { _ in }
  ) async throws -> CapabilityBootstrap {
    let queue = Queue(count: count)
    return try await withThrowingTaskGroup(of: [Refit].self) { group in
      for _ in 0..<max(1, min(workers, count)) {
        group.addTask {
          var search = CapabilitySearch(fitter)
          var refits: [Refit] = []
          while let draw = queue.next() {
            try Task.checkCancellation()
            refits.append(
              refit(&search, fitter, fit, draw, random: SplitMix64(seed: seed, stream: draw), resampling, tolerance))
            progress(queue.finish())
            await Task.yield()
          }
          return refits
        }
      }
      var draws = [[Double]](repeating: [], count: max(0, count))
      var unfinished = 0
      for try await refits in group {
        for refit in refits {
          draws[refit.draw] = refit.capabilities
          if !refit.isFinished { unfinished += 1 }
        }
      }
      return CapabilityBootstrap(draws: draws, unfinished: unfinished)
    }
  }

  /// The draws in points, each by its own conversion, as Epoch's are; those without a scale are left out.
  public func points(_ scale: CapabilityScale, models: [String]) throws(CapabilityFitError) -> CapabilityDraws {
    guard let low = models.firstIndex(of: scale.low.model) else { throw .noScale(scale.low.model) }
    guard let high = models.firstIndex(of: scale.high.model) else { throw .noScale(scale.high.model) }
    let points = draws.compactMap { draw in
      scale.conversion(low: draw[low], high: draw[high]).map { draw.map($0.points) }
    }
    return CapabilityDraws(points: points, dropped: draws.count - points.count)
  }

  private struct Refit: Sendable {
    var draw: Int
    var capabilities: [Double]
    var isFinished: Bool
  }

  private static func refit(
    _ search: inout CapabilitySearch, _ fitter: CapabilityFitter, _ fit: CapabilityFit, _ draw: Int,
    random: SplitMix64, _ resampling: ScoreResampling, _ tolerance: Double
  ) -> Refit {
    var random = random
    let weights = resampling.weights(fitter.matrix, &random)
    search.run(weights: weights, from: fit, tolerance: tolerance)
    let isKnown = ScoreGraph(fitter.matrix, weights: weights).largest
    return Refit(
      draw: draw, capabilities: zip(search.capabilities, isKnown).map { $1 ? $0 : .nan },
      isFinished: search.gradient <= tolerance)
  }

  /// Hands out the draws to workers.
  private final class Queue: Sendable {
    private let count: Int
    private let taken = Atomic(0)
    private let done = Atomic(0)

    init(count: Int) { self.count = count }

    func next() -> Int? {
      let draw = taken.wrappingAdd(1, ordering: .relaxed).oldValue
      return draw < count ? draw : nil
    }

    func finish() -> Int { done.wrappingAdd(1, ordering: .relaxed).newValue }
  }
}
