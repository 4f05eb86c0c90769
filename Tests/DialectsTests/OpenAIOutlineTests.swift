import Dialects
import Testing

@Suite("The outline of a chat completion")
struct OpenAIOutlineTests {
  @Test("has what routing and money need")
  func readsSettings() throws {
    let body = #"""
      {"model": "steelyard/crm", "messages": [{"role":"user","content":"Hi"}], "stream": true, "n": 2,
       "max_tokens": 100, "max_completion_tokens": 300, "stream_options": {"include_usage": true},
       "metadata": {"use_case": "crm", "x": [1]}, "service_tier": "flex", "unknown": {"model": "other"},
       "tools": [{"type":"function"},{"type":"function"}], "response_format": {"type":"json_schema"},
       "logprobs": true, "reasoning_effort": "low"}
      """#
    let outline = try outline(body)
    #expect(outline.model == "steelyard/crm")
    #expect(Array(body.utf8)[outline.modelRange].elementsEqual("\"steelyard/crm\"".utf8))
    #expect(outline.stream && outline.includeUsage)
    #expect(outline.maxOutputTokens == 300)
    #expect(outline.choices == 2)
    #expect(outline.useCase == "crm")
    #expect(outline.serviceTier == "flex")
    #expect(outline.messageCount == 1)
    #expect(outline.toolCount == 2)
    #expect(outline.features == [.multipleChoices, .tools, .structuredOutput, .logprobs, .reasoning])
  }

  @Test("lists every text with its role")
  func listsTexts() throws {
    let body = #"""
      {"model":"m","messages":[
        {"role":"developer","content":"Be\nbrief"},
        {"content":"role comes last","role":"system"},
        {"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"https://x/y.png"}}]},
        {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":"{\"q\":1}"}}]},
        {"role":"tool","tool_call_id":"c1","content":"42"},
        {"role":"assistant","content":[{"type":"refusal","refusal":"No."}]},
        {"role":"critic","content":"Hm"}]}
      """#
    #expect(
      try texts(body) == [
        "system: Be\nbrief", "system: role comes last", "user: What is this?", "assistant: c1", "assistant: function",
        "assistant: look", #"assistant: {"q":1}"#, "tool: 42", "assistant: No.", "user: Hm",
      ])
    #expect(try outline(body).messageCount == 7)
  }

  @Test("counts media and their bytes apart from text")
  func countsMedia() throws {
    let data = String(repeating: "QUJD", count: 100)
    let body = #"""
      {"model":"m","messages":[{"role":"user","content":[
        {"image_url":{"url":"data:image/png;base64,\#(data)","detail":"high"},"type":"image_url"},
        {"type":"input_audio","input_audio":{"data":"\#(data)","format":"wav"}},
        {"type":"file","file":{"filename":"a.pdf","file_data":"\#(data)"}},
        {"type":"video_url","video_url":{"url":"https://example.org/\#(data)"}}]}]}
      """#
    let outline = try outline(body)
    #expect(outline.imageCount == 1)
    #expect(outline.otherMediaCount == 3)
    #expect(outline.mediaDataBytes == 1_222)
    #expect(outline.features == [.images, .audio, .files])
    #expect(outline.texts.isEmpty)
  }

  @Test(
    "features follow from the fields that ask for them",
    arguments: [
      (#""top_logprobs":3"#, Features.logprobs), (#""top_logprobs":0"#, []), (#""logprobs":false"#, []),
      (#""modalities":["text","audio"]"#, .audio), (#""modalities":["text"]"#, []), (#""audio":{"voice":"x"}"#, .audio),
      (#""response_format":{"type":"json_object"}"#, .structuredOutput), (#""response_format":{"type":"text"}"#, []),
      (#""reasoning_effort":"none""#, []), (#""reasoning":{"effort":"high"}"#, .reasoning), (#""n":1"#, []),
      (#""thinking":{"type":"enabled"}"#, .reasoning), (#""thinking":{"type":"disabled"}"#, []),
      (#""functions":[{"name":"f"}]"#, .tools), (#""tools":[]"#, []), (#""tools":null"#, []),
      (#""logprobs":"yes""#, []),
    ] as [(String, Features)])
  func tellsFeatures(field: String, features: Features) throws {
    #expect(try outline(#"{"model":"m","messages":[{"role":"user","content":"x"}],\#(field)}"#).features == features)
  }

  @Test("models that a router may serve instead are pointed at")
  func findsAlternativeModels() throws {
    let body = #"{"model":"m","models":["a","b"],"messages":[{"role":"user","content":"x"}]}"#
    let range = try #require(try outline(body).alternativeModelsRange)
    #expect(Array(Array(body.utf8)[range]).text == #"["a","b"]"#)
  }

  @Test("null means that a setting is not given")
  func acceptsNull() throws {
    let body = #"""
      {"model":"m","messages":[{"role":"user","content":null}],"stream":null,"max_tokens":null,"n":null,
       "stream_options":null,"metadata":null,"service_tier":null,"tools":null,"response_format":null}
      """#
    let outline = try outline(body)
    #expect(!outline.stream && outline.maxOutputTokens == nil && outline.choices == 1 && outline.metadataRange == nil)
  }
}

@Suite("The outline of an embeddings request")
struct EmbeddingsOutlineTests {
  @Test("a text is one input")
  func readsText() throws {
    let body = #"{"model":"e","input":"some text","stream":"not looked at","messages":3}"#
    #expect(try texts(body, .embeddings) == ["user: some text"])
    let outline = try outline(body, .embeddings)
    #expect(outline.messageCount == 1)
    #expect(outline.features == .embeddings)
  }

  @Test("texts and arrays of tokens are counted one by one")
  func readsArrays() throws {
    #expect(try texts(#"{"input":["a","b"],"model":"e"}"#, .embeddings) == ["user: a", "user: b"])
    let tokens = try outline(#"{"input":[1,2,3],"model":"e"}"#, .embeddings)
    #expect(tokens.messageCount == 1 && tokens.tokenInputCount == 3)
    let arrays = try outline(#"{"input":[[1,2],[3]],"model":"e"}"#, .embeddings)
    #expect(arrays.messageCount == 2 && arrays.tokenInputCount == 3)
  }

  @Test(
    "inputs of another shape are refused",
    arguments: [
      (#"{"model":"e"}"#, "'input' is required and missing"),
      (#"{"model":"e","input":[]}"#, "'input' must not be empty (at byte 21)"),
      (
        #"{"model":"e","input":{}}"#,
        "'input' must be a string, an array of strings, or an array of token numbers, not an object (at byte 21)"
      ),
      (
        #"{"model":"e","input":["a",1]}"#,
        "'input[1]' must be of the same type as the first element, not a number (at byte 26)"
      ),
      (#"{"model":"e","input":[[1,"a"]]}"#, "'input[0]' must be a token number, not a string (at byte 25)"),
      (#"{"model":"e","input":[-1]}"#, "'input[0]' must be a token number: an integer from 0 (at byte 22)"),
    ])
  func refuses(body: String, message: String) {
    #expect(refusal(Array(body.utf8), .embeddings)?.message == message)
  }
}
