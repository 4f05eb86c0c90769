/// Which block of an answer a piece of text belongs to.
enum AnthropicBlock: Sendable, Equatable {
  case text
  case thinking
  /// A call by its number; id and name are needed only where it begins.
  case call(Int, id: String, name: String)

  static func == (left: AnthropicBlock, right: AnthropicBlock) -> Bool {
    switch (left, right) {
    case (.text, .text), (.thinking, .thinking): true
    case (.call(let a, _, _), .call(let b, _, _)): a == b
    default: false
    }
  }

  /// The number of the call that it is.
  var call: Int? { if case .call(let number, _, _) = self { number } else { nil } }

  /// Whether it is a call that was closed before.
  func isLate(_ closed: Set<Int>) -> Bool { call.map(closed.contains) ?? false }
}

/// Text of blocks whose turn has not come, in the order in which they began.
struct WaitingBlocks: Sendable {
  private var blocks: [(block: AnthropicBlock, text: String)] = []
  private var head = 0
  /// Where each call waits.
  private var calls: [Int: Int] = [:]

  /// Whether nothing waits.
  var isEmpty: Bool { head == blocks.count }

  /// The block that began last.
  var last: AnthropicBlock? { isEmpty ? nil : blocks.last?.block }

  /// Puts text at the end of a block.
  mutating func add(_ text: String, to block: AnthropicBlock) {
    if let call = block.call, let place = calls[call] {
      blocks[place].text += text
    } else if block.call == nil, last == block {
      blocks[blocks.count - 1].text += text
    } else {
      if let call = block.call { calls[call] = blocks.count }
      blocks.append((block, text))
    }
  }

  /// Takes out the block whose turn it is.
  mutating func next() -> (AnthropicBlock, String)? {
    guard !isEmpty else { return nil }
    let (block, text) = blocks[head]
    blocks[head].text = ""
    if let call = block.call { calls[call] = nil }
    head += 1
    return (block, text)
  }
}
