import Foundation
import TestFiles
import Testing

@testable import Encoder

@Suite("Reading arrays of a model file")
struct SafeTensorsTests {
  private func file(_ header: String, _ numbers: [Float], cut: Int = 0) -> Data {
    var data = Data()
    let length = UInt64(header.utf8.count)
    for shift in stride(from: UInt64(0), to: 64, by: 8) { data.append(UInt8(truncatingIfNeeded: length >> shift)) }
    data.append(contentsOf: header.utf8)
    for number in numbers {
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        data.append(UInt8(truncatingIfNeeded: number.bitPattern >> shift))
      }
    }
    return data.dropLast(cut)
  }

  private let header = #"{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}"#

  @Test("numbers are read by name and shape")
  func reads() throws {
    let tensors = try SafeTensors(file(header, [1, 2, 3, -4.5]), name: "m")
    #expect(try tensors.floats("w", [2, 2]) == [1, 2, 3, -4.5])
  }

  private func failure(_ data: Data, _ key: String = "w", _ shape: [Int] = [2, 2]) -> EncoderError? {
    do { _ = try SafeTensors(data, name: "m").floats(key, shape) } catch { return error }
    return nil
  }

  @Test("what is wrong with a file is told apart, with the place")
  func failures() {
    let whole = file(header, [1, 2, 3, 4])
    #expect(failure(file(header, [1, 2, 3, 4], cut: 1))?.code == .cutFile)
    #expect(failure(whole.prefix(40))?.code == .cutFile)
    #expect(failure(Data([1, 2, 3]))?.code == .cutFile)
    #expect(failure(Data(repeating: 0xFF, count: 64))?.code == .invalidHeader)
    #expect(failure(file("[1]", []))?.code == .invalidHeader)
    #expect(failure(file(#"{"w":{"dtype":"F32"}}"#, []))?.code == .invalidHeader)
    #expect(failure(whole, "v")?.code == .missingTensor)
    #expect(failure(whole, "w", [4])?.code == .wrongShape)
    #expect(failure(whole, "v")?.description.contains("m, v") == true)
    let halves = header.replacingOccurrences(of: "F32", with: "F16")
    #expect(failure(file(halves, [1, 2, 3, 4]))?.code == .wrongType)
    for offsets in ["[0,12]", "[-4,12]", "[16,0]", "[9223372036854775807,0]"] {
      let odd = header.replacingOccurrences(of: "[0,16]", with: offsets)
      #expect(failure(file(odd, [1, 2, 3, 4]))?.code == .invalidHeader, "\(offsets)")
    }
  }

  @Test("an encoder's folder without the right files says what is there and what should be")
  func folder() throws {
    let folder = TestFiles.path()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let absent = #expect(throws: EncoderError.self) { try SentenceEncoder(folder: folder, precision: .int8) }
    #expect(absent?.code == .unreadableFile)
    #expect(absent?.description.contains("install-encoder") == true)
    try Data("[PAD]\n".utf8).write(to: folder.appending(path: EncoderFiles.vocabulary))
    let other = #expect(throws: EncoderError.self) { try SentenceEncoder(folder: folder, precision: .int8) }
    #expect(other?.code == .wrongDigest)
    #expect(other?.description.contains(EncoderFiles.vocabularyDigest) == true)
  }
}
