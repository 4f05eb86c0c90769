import Foundation
import Testing

/// Our reference numbers, which are not part of the package.
enum EvidenceReference {
  static let missing: Comment = "needs the shared data: set STEELYARD_SHARED or put them at ../shared"

  static let folder: URL = {
    if let shared = ProcessInfo.processInfo.environment["STEELYARD_SHARED"] {
      return URL(filePath: shared).appending(path: "data/evidence")
    }
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path.count > 1, !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder.deletingLastPathComponent().appending(path: "shared/data/evidence")
  }()

  static var isPresent: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "noninferiority_eprocess.json").path)
  }

  /// A reference file as a value of our own shape.
  static func read<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: "\(name).json")))
  }
}

/// Whether two numbers agree to the ninth place.
func agree(_ left: Double, _ right: Double, _ tolerance: Double = 1e-9) -> Bool {
  abs(left - right) <= tolerance * max(1, abs(left), abs(right))
}
