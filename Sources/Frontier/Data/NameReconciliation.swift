/// Which models of a catalogue the names in benchmark data mean. Nothing is guessed: what does not fit exactly in one of
/// the stated ways stays unmatched, with the nearest name as a suggestion.
public struct NameReconciliation: Sendable {
  /// A model of the catalogue with the names it goes by.
  public struct Known: Hashable, Sendable {
    public var id: String
    public var names: [String]

    public init(id: String, names: [String]) {
      self.id = id
      self.names = names
    }
  }

  /// How a name was found, the surest way first.
  public enum Way: String, Hashable, Codable, Sendable, CaseIterable {
    /// Letter for letter.
    case exact
    /// But for case, punctuation and the maker's name.
    case spelling
    /// But for `preview` and the date of a snapshot, too.
    case snapshot
  }

  /// A name with its model.
  public struct Match: Hashable, Sendable {
    public var name: String
    public var id: String
    public var way: Way
  }

  /// A name of no model in the catalogue.
  public struct Unmatched: Hashable, Sendable {
    public var name: String
    /// The closest name that the catalogue has; a suggestion for a reader, never used.
    public var nearest: String?
  }

  /// A name that several models go by.
  public struct Ambiguous: Hashable, Sendable {
    public var name: String
    public var ids: [String]
    public var way: Way
  }

  public var matched: [Match] = []
  public var unmatched: [Unmatched] = []
  public var ambiguous: [Ambiguous] = []

  /// Looks every name up.
  public init(_ names: [String], in catalogue: [Known]) {
    var exact: [String: Set<String>] = [:]
    var spelling: [[String]: Set<String>] = [:]
    var snapshot: [[String]: Set<String>] = [:]
    for known in catalogue {
      for name in [known.id] + known.names {
        let normal = NormalName(name)
        exact[name, default: []].insert(known.id)
        spelling[normal.full, default: []].insert(known.id)
        snapshot[normal.undated, default: []].insert(known.id)
      }
    }
    let all = catalogue.flatMap { [$0.id] + $0.names }.sorted()
    for name in names {
      let normal = NormalName(name)
      let found: (ids: Set<String>, way: Way)? =
        if let ids = exact[name] {
          (ids, .exact)
        } else if let ids = spelling[normal.full], !normal.full.isEmpty {
          (ids, .spelling)
        } else if let ids = snapshot[normal.undated], !normal.undated.isEmpty {
          (ids, .snapshot)
        } else {
          nil
        }
      guard let found else {
        unmatched.append(.init(name: name, nearest: NearestName.of(name, in: all)))
        continue
      }
      if found.ids.count == 1, let id = found.ids.first {
        matched.append(.init(name: name, id: id, way: found.way))
      } else {
        ambiguous.append(.init(name: name, ids: found.ids.sorted(), way: found.way))
      }
    }
  }
}
