import Foundation

/// Inputs that once broke something, one file each, named by their target.
public struct Corpus: Sendable {
  private let directory: String

  /// The corpus in a directory.
  public init(directory: String) { self.directory = directory }

  /// All inputs, in order of their names.
  public func inputs() -> [(name: String, target: FuzzTarget, input: [UInt8])] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return names.sorted().compactMap { name in
      guard let target = FuzzTarget.all.first(where: { name.hasPrefix($0.name + "-") }),
        let data = FileManager.default.contents(atPath: directory + "/" + name)
      else { return nil }
      return (name, target, Array(data))
    }
  }

  /// Keeps an input; the same input is kept once.
  public func keep(target: String, _ input: [UInt8]) throws {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    var random = FuzzRandom(bytes: input)
    let name = "\(target)-\(String(random.next(), radix: 16))"
    try Data(input).write(to: URL(fileURLWithPath: directory + "/" + name))
  }
}
