import Assessment
import Foundation
import Testing

@Suite("Model files")
struct ModelFileTests {
  private static let shipped = Result {
    try Data(contentsOf: PackageRoot.url.appending(path: "Sources/Defaults/files/assessment.model"))
  }

  private func failure(_ data: Data) -> ModelFileError? {
    do { _ = try AssessmentModel(fileBytes: data) } catch { return error }
    return nil
  }

  @Test("the shipped file is small, and written again it is the same bytes")
  func roundTrip() throws {
    let data = try Self.shipped.get()
    #expect(data.count < 12 << 20)
    #expect(try AssessmentModel(fileBytes: data).fileBytes() == data)
  }

  @Test("every threshold of the shipped model says what it was set on")
  func thresholds() throws {
    let model = try ShippedModel.assessor.get().model.description
    for threshold in [model.alone, model.otherLanguages, model.encoded] {
      #expect(0 < threshold.doubtMilli && threshold.doubtMilli <= threshold.certainMilli)
      #expect(threshold.setOn.contains("held out"))
    }
    #expect(model.unsure.lowMilli < model.unsure.highMilli)
    #expect(model.unsure.setOn.contains("held out"))
    #expect(model.rows["own", default: 0] > 1500)
  }

  @Test("a file that is cut anywhere is refused", arguments: [0, 7, 8, 15, 16, 200, 5000, 100_000, 1_100_000])
  func cut(_ length: Int) throws {
    let data = try Self.shipped.get()
    let error = failure(data.prefix(length))
    #expect(error != nil)
    #expect(failure(data.dropLast()) == .cut(expected: data.count, found: data.count - 1))
    #expect(failure(data + [0]) == .cut(expected: data.count, found: data.count + 1))
  }

  @Test("one changed byte anywhere is noticed", arguments: [40, 3000, 500_000, -1])
  func changed(_ place: Int) throws {
    var data = try Self.shipped.get()
    let index = place < 0 ? data.count + place : place
    data[index] ^= 0x10
    #expect(failure(data) != nil)
  }

  @Test("another format, another version and another lexicon are told apart")
  func others() throws {
    var data = try Self.shipped.get()
    #expect(failure(Data("GIF89a".utf8)) == .notAModel)
    data[8] = 9
    #expect(failure(data) == .otherVersion(found: 9, readable: 2))
    let model = try ShippedModel.assessor.get().model
    var lexicon = try DefaultLexicon.assessor.get().lexicon
    lexicon.version = "another"
    let error = #expect(throws: ModelFileError.self) { try TextAssessor(model: model, lexicon: lexicon) }
    #expect(error?.description.contains("another") == true)
    #expect(error?.description.contains("assess train") == true)
  }
}
