public import Foundation

/// Where tests put files: in one folder, which goes with everything in it when the tests end, however they end.
///
/// Databases leave logs beside themselves and processes of tests leave marks, so that no test can name all its files.
public enum TestFiles {
  /// The folder of this run.
  public static let folder: URL = {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("steelyard-tests-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)")
    // A folder that cannot be made fails the first test that writes there, with the path.
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(at: TestFiles.folder) }
    return folder
  }()

  /// A path at which there is nothing yet.
  public static func path(_ ending: String = "") -> URL {
    folder.appendingPathComponent(UUID().uuidString + ending)
  }

  /// A new folder.
  public static func newFolder() throws -> URL {
    let new = path()
    try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
    return new
  }
}
