import Testing

@testable import HTTP1

@Suite("looking at the bytes of heads eight at a time")
struct HTTPTextTests {
  /// Texts of every length up to three words, of bytes that matter to the searches and some that do not.
  private func texts() -> [[UInt8]] {
    let bytes: [UInt8] = [0, 8, 9, 10, 13, 31, 32, 33, 58, 97, 126, 127, 128, 137, 159, 160, 255]
    var generator = SystemRandomNumberGenerator()
    return (0..<5_000).map { number in
      (0..<(number % 25)).map { _ in
        // Mostly letters, so that whole words without a hit come about.
        Int.random(in: 0..<8, using: &generator) > 0 ? 97 : bytes.randomElement(using: &generator) ?? 0
      }
    }
  }

  @Test("A byte is found where a search byte by byte finds it first")
  func index() {
    let wrong = texts().filter { text in
      [0, 1, text.count / 2, text.count].contains { start in
        start <= text.count
          && HTTPText.index(of: 10, in: text.span, from: start) != text[start...].firstIndex(of: 10)
      }
    }
    #expect(wrong == [])
  }

  @Test("A field's value is refused for exactly the control characters, wherever they stand")
  func fieldValue() {
    let wrong = texts().filter { text in
      HTTPText.isFieldValue(text.span) != text.allSatisfy { $0 != 127 && ($0 >= 32 || $0 == 9) }
    }
    #expect(wrong == [])
  }

  @Test("A token has letters, digits and fifteen signs")
  func token() {
    let signs = Set("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    for byte in UInt8.min...UInt8.max { #expect(HTTPText.isToken([97, byte].span) == signs.contains(byte), "\(byte)") }
  }
}
