import ArgumentParser
import Foundation
import Frontier

/// Files of scores, put together by what their columns say they are.
struct FrontierReading {
  private var tables: [FrontierFileFormat: [CSVTable]] = [:]
  private let today: Day

  init(_ files: [String], today: Day) throws {
    self.today = today
    for file in files {
      guard let data = FileManager.default.contents(atPath: file) else {
        throw ValidationError("cannot read '\(file)'; is it there, and may you read it?")
      }
      do throws(CSVTable.Malformed) {
        let table =
          file.hasSuffix(".json")
          ? try CSVTable(json: String(decoding: data, as: UTF8.self), file: file)
          : try CSVTable(bytes: Array(data), file: file)
        let format = try FrontierFileFormat.detect(table)
        print("\(file): \(format.rawValue), \(table.rows.count) rows")
        tables[format, default: []].append(table)
      } catch {
        throw ValidationError(error.description)
      }
    }
  }

  /// The scores of all files; one family of formats at a time.
  func data() throws -> FrontierData {
    do {
      if let scores = tables[.epochScores] {
        guard scores.count == 1, let models = tables[.epochModels], models.count == 1 else {
          throw ValidationError("Epoch's scores need one file of scores and one of models (eci_scores.csv)")
        }
        return try EpochImport.read(scores: scores[0], models: models[0], today: today)
      }
      if let versions = tables[.stitchingModels]?.first {
        let read = try StitchingImport.read(
          versions: versions, runs: tables[.stitchingRuns]?.first, external: tables[.stitchingExternal] ?? [],
          facts: tables[.epochModels]?.first, today: today)
        return read.data
      }
      if let plain = tables[.plain] {
        guard plain.count == 1 else { throw ValidationError("give scores of one's own as one file") }
        return try PlainImport.read(plain[0], today: today)
      }
    } catch let error as CSVTable.Malformed {
      throw ValidationError(error.description)
    }
    if tables[.ratings] != nil {
      throw ValidationError("ratings have no scores to fit; 'frontier gap --ratings FILE' shows their gap")
    }
    throw ValidationError("there is no file of scores among those given")
  }
}
