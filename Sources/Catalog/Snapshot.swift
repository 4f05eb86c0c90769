extension Offer {
  /// A dated snapshot of the model by the name that this offer's API knows it under; nil when `name` is none.
  ///
  /// A snapshot is an alias of the model that is the offer's own name with a day behind it, such as
  /// `claude-haiku-4-5-20251001` or `gpt-6-luna-2026-09-22`. Hosts with names of their own (`anthropic.claude-…`) keep
  /// theirs: how they spell a snapshot cannot be told from it.
  public func snapshot(named name: String, of model: Model) -> String? {
    let bytes = Array(name.utf8)
    let stem = Array(upstreamModel.utf8)
    guard bytes.count > stem.count, bytes.starts(with: stem),
      model.aliases.contains(where: { $0.utf8.elementsEqual(bytes) })
    else { return nil }
    let end = bytes[stem.count...]
    let digits = end.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits.count == 8, end.first == UInt8(ascii: "-"), end.count == 9 || end.count == 11,
      end.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return name
  }
}
