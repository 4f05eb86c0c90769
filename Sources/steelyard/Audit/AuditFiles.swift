import ArgumentParser
import Audit
import Catalog
import Foundation
import Gateway
import Policy
import StrictYAML
import UsageLogs

/// The files that say how an audit reads and reckons.
struct AuditFiles {
  var catalog: Catalog
  var policy: Policy

  /// What is assumed where logs cannot tell.
  func assumptions(_ path: String?) throws -> AuditAssumptions {
    let name = path ?? "audit/assumptions.yaml (built in)"
    let text = try path.map { try FrontierFiles.text($0) } ?? EmbeddedFiles.text("audit/assumptions.yaml") ?? ""
    do { return try AuditAssumptions.load(text: text, file: name) } catch { throw refused(error, name) }
  }

  /// Which names belong to which use case.
  func useCases(_ path: String?) throws -> AuditMapping {
    guard let path else { return .empty }
    do { return try AuditMapping.load(text: try FrontierFiles.text(path), file: path, policy: policy) } catch let error
      as YAMLErrors
    { throw refused(error, path) }
  }

  /// How to read a format of one's own.
  func mapping(_ path: String?) throws -> LogMapping? {
    guard let path else { return nil }
    do { return try LogMapping.load(text: try FrontierFiles.text(path), file: path) } catch let error as YAMLErrors {
      throw refused(error, path)
    }
  }

  private func refused(_ error: YAMLErrors, _ file: String) -> ExitCode {
    let count = error.errors.count
    StandardError.write("\(error)\n\(count) error\(count == 1 ? "" : "s") in \(file)\n")
    return ExitCode(1)
  }
}

extension LogMapping {
  /// Reads a mapping such as `fields: {model: engine, input: [prompt, in], time: when}`; every error has its place.
  static func load(text: String, file: String) throws(YAMLErrors) -> LogMapping {
    do throws(YAMLError) {
      let root = try YAMLDocument.parse(text, file: file).mapping(keys: [
        "version", "fields", "constants", "input_includes_cached", "output_includes_reasoning", "cost_unit", "time",
        "records",
      ])
      guard try root.required("version").int() == 1 else {
        throw try root.required("version").error("this version is not known", allowed: ["1"])
      }
      let names = LogField.allCases.map(\.rawValue)
      var fields: [LogField: [String]] = [:]
      for pair in try root.required("fields").mapping(keys: names).pairs {
        guard let field = LogField(rawValue: pair.key) else { continue }
        // One column needs no brackets.
        if let column = try? pair.value.string() {
          fields[field] = [column]
        } else {
          fields[field] = try pair.value.strings()
        }
      }
      var constants: [LogField: String] = [:]
      for pair in try root.value("constants")?.mapping(keys: names).pairs ?? [] {
        guard let field = LogField(rawValue: pair.key) else { continue }
        constants[field] = try pair.value.string()
      }
      guard fields[.model] != nil || constants[.model] != nil else {
        throw try root.required("fields").error("nothing says which model was called; map 'model'")
      }
      guard fields[.time] != nil || constants[.time] != nil else {
        throw try root.required("fields").error("nothing says when; map 'time', because prices have dates")
      }
      return LogMapping(
        fields: fields, constants: constants,
        inputIncludesCached: try root.value("input_includes_cached")?.bool() ?? true,
        outputIncludesReasoning: try root.value("output_includes_reasoning")?.bool() ?? true,
        costUnit: try root.value("cost_unit")?.choice() ?? .dollars,
        timeFormat: try root.value("time")?.choice() ?? .automatic, records: try root.value("records")?.string())
    } catch { throw YAMLErrors([error]) }
  }
}
