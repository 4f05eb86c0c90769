import Foundation

/// Notices that any of some files has changed, by looking at them: editors that replace a file are noticed too.
public struct FileWatch: Sendable {
  private struct Mark: Equatable {
    var modified: Date?
    var size: Int?
    var number: Int?
  }

  private var marks: [String: Mark]

  /// Remembers how the files are now.
  public init(_ paths: [String]) {
    marks = Dictionary(paths.map { ($0, Self.mark($0)) }, uniquingKeysWith: { $1 })
  }

  /// Watches these files from now on. Those that were watched before are still compared with what was seen of them last,
  /// so that a change between two looks is not missed.
  public mutating func follow(_ paths: [String]) {
    marks = Dictionary(paths.map { ($0, marks[$0] ?? Self.mark($0)) }, uniquingKeysWith: { $1 })
  }

  /// Whether any has changed since the last call.
  public mutating func hasChanged() -> Bool {
    var changed = false
    for (path, before) in marks {
      let now = Self.mark(path)
      if now != before {
        marks[path] = now
        changed = true
      }
    }
    return changed
  }

  private static func mark(_ path: String) -> Mark {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return Mark(
      modified: attributes?[.modificationDate] as? Date, size: (attributes?[.size] as? NSNumber)?.intValue,
      number: (attributes?[.systemFileNumber] as? NSNumber)?.intValue)
  }
}
