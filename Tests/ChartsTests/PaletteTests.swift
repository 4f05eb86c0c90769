internal import Foundation
import Testing

@testable import Charts

@Suite("The palette")
struct PaletteTests {
  /// Relative luminance by WCAG 2.2.
  private static func luminance(_ hex: String) -> Double {
    let value = UInt32(hex.dropFirst(), radix: 16) ?? 0
    let parts = [16, 8, 0].map { shift -> Double in
      let part = Double((value >> UInt32(shift)) & 0xFF) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return zip(parts, [0.2126, 0.7152, 0.0722]).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func contrast(_ one: String, _ other: String) -> Double {
    let pair = [luminance(one), luminance(other)].sorted()
    return ((pair.last ?? 0) + 0.05) / ((pair.first ?? 0) + 0.05)
  }

  @Test("stands out from both grounds", arguments: Hue.allCases)
  func standsOut(hue: Hue) {
    #expect(Self.contrast(hue.light, Ink.surface.light) >= 3)
    #expect(Self.contrast(hue.dark, Ink.surface.dark) >= 3)
  }

  @Test("has text that is easy to read on both grounds", arguments: [Ink.text, .muted])
  func reads(ink: Ink) {
    #expect(Self.contrast(ink.light, Ink.surface.light) >= 4.5)
    #expect(Self.contrast(ink.dark, Ink.surface.dark) >= 4.5)
  }

  @Test("gives the first six series different colours and markers")
  func differs() {
    let hues = (0..<6).map { Hue.automatic($0) }
    #expect(Set(hues).count == 6)
    let shapes = hues.map { Marker(hue: $0).drawn(at: Point(x: 0, y: 0)).rendered.split(separator: "class").first }
    #expect(Set(shapes).count == 6)
  }
}
