/// Volumes at which machines of one's own cost less than an API.
///
/// The machines' cost is a staircase, the API's a line through zero: just after a step the API can be cheaper again, so
/// there may be several intervals. Volumes are requests per month.
public struct HostingBreakEven: Hashable, Sendable {
  /// A range of volumes, without its lower end.
  public struct Interval: Hashable, Sendable {
    /// Requests per month above which the machines cost less.
    public var above: Double
    /// The last volume of the range; infinite when it does not end.
    public var upTo: Double
    /// Replicas at the lower end.
    public var replicas: Int
  }

  /// Every range in which the machines cost less, rising; the last one is endless if there is any.
  public var intervals: [Interval]
  /// Whether ranges between the last listed one and the endless one were left out because there are very many.
  public var isTruncated: Bool

  /// Compares machines with an API that costs so many US dollars per request.
  public init(_ hosting: SelfHosting, _ shape: TokenShape, apiPerRequest: Double, limit: Int = 1000) {
    intervals = []
    isTruncated = false
    let step = hosting.requestsPerReplica(shape)
    let rent = hosting.rentPerReplica
    let staff = hosting.staffPerMonth
    guard apiPerRequest > 0, step > 0, step.isFinite, rent + staff > 0 else { return }
    // What a full replica saves; without that no volume is large enough, because staff comes on top.
    let saving = apiPerRequest * step - rent
    guard saving > 0 else { return }
    let first = max(1, (staff / saving).rounded(.down) + 1)
    // From here on the line is above the staircase already where a step begins.
    let last = max(1, ((staff + apiPerRequest * step) / saving).rounded(.up))
    guard first < 1e15, last < 1e15 else { return }
    var replicas = first
    while replicas < last, intervals.count < limit {
      let above = max((replicas - 1) * step, (replicas * rent + staff) / apiPerRequest)
      if above < replicas * step {
        append(Interval(above: above, upTo: replicas * step, replicas: Int(replicas)))
      }
      replicas += 1
    }
    isTruncated = replicas < last
    let above = max((last - 1) * step, (last * rent + staff) / apiPerRequest)
    append(Interval(above: above, upTo: .infinity, replicas: Int(last)))
  }

  private mutating func append(_ next: Interval) {
    if let before = intervals.indices.last, intervals[before].upTo >= next.above {
      intervals[before].upTo = next.upTo
    } else {
      intervals.append(next)
    }
  }

  /// Whether the machines cost less at a volume.
  public func isCheaper(at requestsPerMonth: Double) -> Bool {
    intervals.contains { requestsPerMonth > $0.above && requestsPerMonth <= $0.upTo }
  }
}
