import Dialects
import Foundation

extension FuzzTarget {
  /// The tree of a JSON document, held against Foundation's reader.
  static let json = FuzzTarget(
    "json",
    Mutator(
      .document,
      seeds: SeedInputs.bytes(
        SeedInputs.openAIRequests + SeedInputs.openAIReplies + [
          #"[1,-0.5e+10,"a\u00e9\n",true,false,null,{"":[]}]"#, #""\ud83d\ude00""#, "0",
        ]), tokens: Tokens.json, longest: 4_096)
  ) { input in
    do throws(Broken) {
      try checkTree(input)
      return nil
    } catch {
      return error.what
    }
  }
}

private func checkTree(_ input: [UInt8]) throws(Broken) {
  let tree: JSONValue
  do throws(DialectError) {
    tree = try JSONValue.parse(input.span)
  } catch {
    try checkRefusal(error, input)
    try Broken.unless(!scanReply(input.span, dialect: .openAIChat).isValid, "a reply is valid that is no JSON")
    return
  }
  var written: [UInt8] = []
  tree.write(into: &written)
  let again = try? JSONValue.parse(written.span)
  try Broken.unless(again == tree, "the tree changes when it is written and read")
  let facts = scanReply(input.span, dialect: .openAIChat)
  // A choice with an index that no choice has makes a reply invalid though it is JSON.
  let mayBeInvalid = tree.object == nil || tree["choices"] != nil
  try Broken.unless(facts.isValid || mayBeInvalid, "a JSON object is no valid reply")
  guard !isBeyondFoundation(input, tree) else { return }
  guard let theirs = try? JSONSerialization.jsonObject(with: Data(input), options: .fragmentsAllowed) else {
    throw Broken(what: "Foundation refuses what we accept")
  }
  try Broken.unless(agrees(tree, theirs), "Foundation reads something else")
}

/// What Foundation is known to refuse, or to read as something else, though RFC 8259 allows it.
private func isBeyondFoundation(_ input: [UInt8], _ tree: JSONValue) -> Bool {
  // Unpaired surrogates; encodings other than UTF-8, which it guesses from zero bytes; U+FEFF, which it drops.
  if hasUnpairedSurrogate(input) || input.contains(0) { return true }
  if contains(input, "\u{FEFF}") || contains(input, "\\ufeff") { return true }
  return hasExtremeNumber(tree)
}

/// Whether an escape names half of a surrogate pair without the other half.
private func hasUnpairedSurrogate(_ input: [UInt8]) -> Bool {
  func unit(_ index: Int) -> UInt16? {
    guard index + 6 <= input.count, input[index] == 0x5C, input[index + 1] == 0x75 else { return nil }
    return UInt16(String(decoding: input[index + 2..<index + 6], as: UTF8.self), radix: 16)
  }
  var index = 0
  while index < input.count {
    guard input[index] == 0x5C else {
      index += 1
      continue
    }
    guard let first = unit(index) else {
      index += 2
      continue
    }
    if UTF16.isLeadSurrogate(first), let second = unit(index + 6), UTF16.isTrailSurrogate(second) {
      index += 12
    } else if UTF16.isSurrogate(first) {
      return true
    } else {
      index += 6
    }
  }
  return false
}

private func contains(_ input: [UInt8], _ text: String) -> Bool {
  String(decoding: input, as: UTF8.self).contains(text)
}

/// Whether a number is beyond what a `Double` holds.
private func hasExtremeNumber(_ tree: JSONValue) -> Bool {
  switch tree {
  case .number(let text): Double(text)?.isFinite != true
  case .array(let elements): elements.contains(where: hasExtremeNumber)
  case .object(let members): members.contains { hasExtremeNumber($0.1) }
  default: false
  }
}

private func checkRefusal(_ error: DialectError, _ input: [UInt8]) throws(Broken) {
  try Broken.unless(
    error.offset.map { 0...input.count ~= $0 } ?? false, "the offset of '\(error.message)' is not in the input")
  guard error.code != .tooDeep, !input.contains(0), !input.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
  guard !input.starts(with: [0xFF, 0xFE]), !input.starts(with: [0xFE, 0xFF]) else { return }
  guard !isTrailingComma(input, at: error.offset ?? 0) else { return }
  let theirs = try? JSONSerialization.jsonObject(with: Data(input), options: .fragmentsAllowed)
  try Broken.unless(theirs == nil, "Foundation accepts what we refuse: \(error.message)")
}

/// Whether the refusal is of a comma before the end of an array or object, which Foundation overlooks.
private func isTrailingComma(_ input: [UInt8], at offset: Int) -> Bool {
  guard offset < input.count, input[offset] == UInt8(ascii: "}") || input[offset] == UInt8(ascii: "]") else {
    return false
  }
  return input[..<offset].last { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: ",")
}

/// Whether Foundation's objects say what the tree says.
func agrees(_ ours: JSONValue, _ theirs: Any) -> Bool {
  switch ours {
  case .null: return theirs is NSNull
  case .bool(let value): return (theirs as? Bool) == value
  case .number(let text):
    guard let expected = Double(text), let found = (theirs as? NSNumber)?.doubleValue else { return false }
    return expected == found || abs(expected - found) <= abs(expected) * 1e-15
  case .string(let text): return (theirs as? String).map { $0.utf8.elementsEqual(text.utf8) } ?? false
  case .array(let elements):
    guard let others = theirs as? [Any], others.count == elements.count else { return false }
    return zip(elements, others).allSatisfy { agrees($0, $1) }
  case .object(let members):
    guard let others = theirs as? [String: Any] else { return false }
    // Which of several members with one name counts is not compared.
    let names = Dictionary(grouping: members, by: \.0)
    return names.allSatisfy { name, same in
      others[name].map { other in same.contains { agrees($0.1, other) } } ?? false
    }
  }
}
