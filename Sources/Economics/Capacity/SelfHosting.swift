public import Catalog

/// Rented GPUs that serve one model: whole replicas, paid whether they work or not.
public struct SelfHosting: Hashable, Sendable {
  /// The model that they serve.
  public var model: ModelID
  /// The kind of GPU.
  public var gpu: String
  /// GPUs that one copy of the model needs.
  public var gpusPerReplica: Int
  /// US dollars per GPU and hour.
  public var dollarsPerGPUHour: Double
  /// Prompt tokens that a replica was measured to read per second, with nothing else to do.
  public var inputTokensPerSecond: Double
  /// Answer tokens that a replica was measured to write per second, over all requests together.
  public var outputTokensPerSecond: Double
  /// Share of what was measured that may be planned with at the peak, so that queues stay short.
  public var utilisation: Double
  /// Load at the peak over the load on average.
  public var peakToMean: Double
  /// US dollars per month for people who run them.
  public var staffPerMonth: Double
  /// Who measured the throughput and where the rent is from.
  public var source: String

  /// Hours in a month on average.
  public static let hoursPerMonth = 365.25 * 24 / 12

  /// Machines by their measured throughput and their price.
  public init(
    model: ModelID, gpu: String, gpusPerReplica: Int, dollarsPerGPUHour: Double, inputTokensPerSecond: Double,
    outputTokensPerSecond: Double, utilisation: Double, peakToMean: Double, staffPerMonth: Double, source: String
  ) {
    self.model = model
    self.gpu = gpu
    self.gpusPerReplica = max(1, gpusPerReplica)
    self.dollarsPerGPUHour = dollarsPerGPUHour
    self.inputTokensPerSecond = inputTokensPerSecond
    self.outputTokensPerSecond = outputTokensPerSecond
    self.utilisation = utilisation
    self.peakToMean = peakToMean
    self.staffPerMonth = staffPerMonth
    self.source = source
  }

  /// US dollars per month of one replica. Idle hours are paid too, so utilisation is not in it.
  public var rentPerReplica: Double { dollarsPerGPUHour * Self.hoursPerMonth * Double(gpusPerReplica) }

  /// Seconds of a replica that a request takes.
  public func seconds(per shape: TokenShape) -> Double {
    Double(shape.input) / inputTokensPerSecond
      + (Double(shape.output) + Double(shape.reasoning)) / outputTokensPerSecond
  }

  /// Requests per month that one more replica can take, at the peak's share of utilisation.
  public func requestsPerReplica(_ shape: TokenShape) -> Double {
    let seconds = seconds(per: shape)
    guard seconds > 0 else { return .infinity }
    return utilisation * Self.hoursPerMonth * 3600 / (peakToMean * seconds)
  }

  /// What a month of so many requests needs and costs; nil when the numbers exceed what can be counted.
  public func plan(requestsPerMonth: Double, _ shape: TokenShape) -> Plan? {
    let capacity = requestsPerReplica(shape)
    guard requestsPerMonth >= 0, capacity > 0, !capacity.isNaN else { return nil }
    guard let needed = Int(exactly: (requestsPerMonth / capacity).rounded(.up)), needed < 1_000_000_000 else {
      return nil
    }
    let replicas = max(1, needed)
    let busy = requestsPerMonth * seconds(per: shape) / (Double(replicas) * Self.hoursPerMonth * 3600)
    return Plan(
      replicas: replicas, gpus: replicas * gpusPerReplica, rent: Double(replicas) * rentPerReplica,
      staff: staffPerMonth, requestsPerMonth: requestsPerMonth,
      tokensPerMonth: requestsPerMonth * Double(shape.total), busyShare: busy)
  }

  /// A month on machines of one's own. Amounts in US dollars per month.
  public struct Plan: Hashable, Sendable {
    /// Copies of the model.
    public var replicas: Int
    /// GPUs, a whole number.
    public var gpus: Int
    /// Rent, idle hours included.
    public var rent: Double
    /// People.
    public var staff: Double
    /// Requests.
    public var requestsPerMonth: Double
    /// Tokens of prompts and answers.
    public var tokensPerMonth: Double
    /// Share of the rented time in which the replicas work.
    public var busyShare: Double

    /// Rent and people.
    public var total: Double { rent + staff }
    /// US dollars per request; nil without requests.
    public var perRequest: Double? { requestsPerMonth > 0 ? total / requestsPerMonth : nil }
    /// US dollars per million tokens of prompts and answers; nil without tokens.
    public var perMillionTokens: Double? { tokensPerMonth > 0 ? total / tokensPerMonth * 1e6 : nil }
  }
}
