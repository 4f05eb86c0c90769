internal import Defaults

/// The files that are compiled into the binary.
public enum EmbeddedFiles {
  /// The text of one file, such as `policy.yaml`; nil when there is none of that name.
  public static func text(_ name: String) -> String? { all.first { $0.name == name }?.text }

  /// The catalogue's files in the order in which they are merged.
  public static var catalog: [(name: String, text: String)] { all.filter { $0.name.hasPrefix("catalog/") } }

  /// The sample working day's files.
  public static var demo: [(name: String, text: String)] { all.filter { $0.name.hasPrefix("demo/") } }

  private static var all: [(name: String, text: String)] {
    (0..<steelyard_default_file_count()).map { index in
      let file = steelyard_default_file(index)
      return (
        String(cString: file.name),
        String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
      )
    }
  }
}
