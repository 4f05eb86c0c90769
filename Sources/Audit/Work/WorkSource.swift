/// How a call's use case was found.
public enum WorkSource: Hashable, Sendable {
  /// From the text.
  case text
  /// By a rule of the mapping, by its position.
  case rule(Int)
  /// A name in the log is a use case's own name.
  case name
  /// Not at all: the policy's fallback.
  case unrecognised

  /// A small number for keys and saved state.
  var number: Int16 {
    switch self {
    case .text: -1
    case .unrecognised: 0
    case .name: 1
    case .rule(let position): Int16(clamping: position + 2)
    }
  }

  init(number: Int16) {
    switch number {
    case ..<0: self = .text
    case 0: self = .unrecognised
    case 1: self = .name
    default: self = .rule(Int(number) - 2)
    }
  }
}
