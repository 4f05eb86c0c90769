import StrictYAML
import Testing

@Suite("mappings with checked keys")
struct MappingTests {
  private func node(_ text: String) throws -> YAMLNode { try YAMLDocument.parse(text, file: "a.yaml") }

  @Test("an unknown key is named with the nearest allowed one")
  func unknownKey() throws {
    let node = try node("nam: x\n")
    let error = #expect(throws: YAMLError.self) { try node.mapping(keys: ["name", "age"]) }
    #expect(error?.description == "a.yaml:1:1: unknown key 'nam' (did you mean 'name'?); allowed: name, age")
  }

  @Test("a missing or null value is missing")
  func missing() throws {
    let mapping = try node("a: 1\nb:\n").mapping()
    #expect(throws: YAMLError.self) { try mapping.required("b") }
    #expect(throws: YAMLError.self) { try mapping.required("c") }
    #expect(mapping.value("b") == nil)
  }

  @Test("completing keeps what is there and leaves out what is excepted")
  func completing() throws {
    let inner = try node("{a: 1, b: 2}").mapping()
    let outer = try node("{b: 9, c: 3, d: 4}").mapping()
    let both = inner.completed(by: outer, except: ["d"])
    #expect(both.pairs.map(\.key) == ["a", "b", "c"])
    #expect(try both.required("b").string() == "2")
  }

  @Test("a collector goes on after an error and gives all in the order of the file")
  func collector() throws {
    var collector = YAMLErrorCollector()
    let mapping = try node("x: 1\ny: two\nz: three\n").mapping()
    let z = collector.take { () throws(YAMLError) in try mapping.required("z").int() }
    let y = collector.take { () throws(YAMLError) in try mapping.required("y").int() }
    let x = collector.take { () throws(YAMLError) in try mapping.required("x").int() }
    #expect((x, y, z) == (1, nil, nil))
    let errors = #expect(throws: YAMLErrors.self) { try collector.finish() }
    #expect(errors?.errors.map(\.line) == [2, 3])
  }
}

@Suite("near names")
struct NearestTests {
  @Test(
    "a slip of the keys finds what was meant",
    arguments: [("firewoks", "fireworks"), ("DEEPSEEK", "deepseek"), ("opnai", "openai"), ("deepseke", "deepseek")])
  func slips(text: String, expected: String) {
    #expect(Nearest.names(near: text, among: ["openai", "fireworks", "deepseek"], limit: 1) == [expected])
  }

  @Test("a part of a name finds it, and something else finds nothing")
  func parts() {
    #expect(Nearest.names(near: "kimi-k3", among: ["moonshotai/kimi-k3-turbo"], limit: 3).count == 1)
    #expect(Nearest.hint("zebra", among: ["openai"]).isEmpty)
    #expect(Nearest.hint("", among: ["openai"]).isEmpty)
  }
}
