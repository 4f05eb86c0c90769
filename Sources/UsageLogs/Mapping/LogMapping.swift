/// How to read a log of a format that is not known, as its owner describes it.
public struct LogMapping: Hashable, Sendable {
  /// For each field the columns or paths that hold it; the first that the row fills counts. A path is a column of a
  /// table, `a.b` a key in an object, `a[].b` one in each object of a list, `a<b>` the OTLP attribute b.
  public var fields: [LogField: [String]]
  /// What holds for rows that say nothing else.
  public var constants: [LogField: String]
  /// Whether `input` includes cache reads and writes, as with OpenAI; with Claude it does not.
  public var inputIncludesCached: Bool
  /// Whether `output` includes reasoning.
  public var outputIncludesReasoning: Bool
  /// What `cost` is counted in.
  public var costUnit: CostUnit
  /// How `time` is written.
  public var timeFormat: LogTimeFormat
  /// The key of the list in a JSON document that holds the rows; nil for JSON Lines, an array or a table.
  public var records: String?

  /// A mapping.
  public init(
    fields: [LogField: [String]], constants: [LogField: String] = [:], inputIncludesCached: Bool = true,
    outputIncludesReasoning: Bool = true, costUnit: CostUnit = .dollars, timeFormat: LogTimeFormat = .automatic,
    records: String? = nil
  ) {
    self.fields = fields
    self.constants = constants
    self.inputIncludesCached = inputIncludesCached
    self.outputIncludesReasoning = outputIncludesReasoning
    self.costUnit = costUnit
    self.timeFormat = timeFormat
    self.records = records
  }
}
