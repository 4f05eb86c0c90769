import Frontier

extension CommandReport {
  /// A report on fitted results, whose footer says where they come from.
  init(title: String, lead: String, sections: [Section], results: FrontierResults, place: String) {
    let provenance = results.provenance
    let excluded = provenance.excluded.map { "\($0.rows) \($0.reason)" }.joined(separator: ", ")
    self.init(
      title: title, lead: lead, sections: sections,
      footer: [
        provenance.attribution,
        "Fitted by Steelyard (\(place)) to \(results.variants.first?.scores ?? 0) scores of \(results.models.count) models; "
          + "newest model \(provenance.newest), retrieved \(provenance.retrieved), licence \(provenance.licence).",
        excluded.isEmpty ? "No rows were left out." : "Left out: \(excluded).",
      ])
  }
}
