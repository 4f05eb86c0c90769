extension FormatTable {
  /// The table that a mapping describes.
  init(_ mapping: LogMapping) {
    var paths: [(path: String, slot: Slot)] = []
    for field in LogField.allCases {
      for path in mapping.fields[field] ?? [] { paths.append((path, field.slot)) }
    }
    self.init(
      format: .mapped, fields: FieldTree(paths), signature: [],
      input: mapping.inputIncludesCached ? .included : .apart,
      output: mapping.outputIncludesReasoning ? .included : .apart, costUnit: mapping.costUnit,
      time: mapping.timeFormat)
    constants = Dictionary(mapping.constants.map { ($0.key.slot, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
