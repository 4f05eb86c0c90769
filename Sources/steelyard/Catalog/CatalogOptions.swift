import ArgumentParser
import Catalog
import Foundation
import Gateway
import StrictYAML

/// Which catalogue is meant, and when.
struct CatalogOptions: ParsableArguments {
  @Option(
    name: .customLong("with"),
    help: ArgumentHelp("A file of your own models, offers or negotiated prices; may be repeated.", valueName: "file"))
  var own: [String] = []

  @Option(
    help: ArgumentHelp(
      "The instant in UTC, such as 2026-12-01 or 2026-12-01T02:00Z (default: now).", valueName: "time"),
    transform: Self.instant)
  var at: Timestamp?

  /// The instant that was asked for, else now.
  var instant: Timestamp { at ?? Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

  /// The bundled catalogue together with the files that were named.
  func load() throws -> Catalog { try Self.load(own: own) }

  /// The bundled catalogue together with these files.
  static func load(own: [String]) throws -> Catalog {
    let own = try own.map { path in
      guard let data = FileManager.default.contents(atPath: path) else {
        throw ValidationError("cannot read '\(path)'; is it there, and may you read it?")
      }
      guard let text = String(data: data, encoding: .utf8) else {
        throw ValidationError("'\(path)' is not UTF-8 text")
      }
      return (name: path, text: text)
    }
    return try Catalog.load(files: EmbeddedFiles.catalog, overrides: own)
  }

  private static func instant(_ text: String) throws -> Timestamp {
    guard let instant = Timestamp(text) else {
      throw ValidationError("'\(text)' is not a day such as 2026-12-01 or an instant such as 2026-12-01T02:00Z")
    }
    return instant
  }
}

extension Catalog {
  /// The error for a name that nothing has, with the nearest that exist.
  func unknown(_ name: String) -> ValidationError {
    let names = models.flatMap { [$0.id, $0.shortName] + $0.aliases } + offers.map(\.id)
    let near = Nearest.names(near: name, among: names, limit: 5)
    let hint =
      near.isEmpty ? "; 'steelyard catalog list' shows all" : "; did you mean \(near.joined(separator: ", "))?"
    return ValidationError("no model or offer is called '\(name)'\(hint)")
  }

  /// The offers that a name stands for: one offer, or all of a model.
  func offers(named name: String) throws -> [Offer] {
    if let number = offerNumber(name) { return [offers[number]] }
    guard let model = model(named: name) else { throw unknown(name) }
    return offers.filter { $0.model == model.id }
  }

  /// A citation with the address of its source, when it has one.
  func text(_ citation: Citation) -> String {
    let urls = citation.source.components(separatedBy: ", ").compactMap { name in
      sources.first { $0.name == name }?.url
    }
    let place = urls.isEmpty ? "" : " (\(urls.joined(separator: ", ")))"
    return "\(citation.source)\(place), as of \(citation.asOf.dayText)"
  }
}
