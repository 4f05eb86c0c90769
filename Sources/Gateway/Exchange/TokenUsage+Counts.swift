import Catalog
import Dialects

extension TokenUsage {
  /// What a reply reports, as the catalogue prices it.
  init(_ counts: UsageCounts) {
    self.init(
      input: counts.input, cacheRead: counts.cacheRead, cacheWriteShort: counts.cacheWriteShort,
      cacheWriteLong: counts.cacheWriteLong, output: counts.output, reasoning: counts.reasoning)
  }
}
