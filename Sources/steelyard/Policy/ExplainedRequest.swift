import ArgumentParser
import Assessment
import Catalog
import Dialects
import Economics
import Foundation
import Gateway
import Routing
import StrictYAML

/// The endpoint that a body is addressed to, as an option names it.
enum EndpointName: String, CaseIterable, ExpressibleByArgument {
  case chatCompletions = "chat_completions"
  case messages
  case embeddings

  /// The same for the scanner of bodies.
  var endpoint: Endpoint {
    switch self {
    case .chatCompletions: .chatCompletions
    case .messages: .messages
    case .embeddings: .embeddings
    }
  }
}

/// The request that is to be explained, and what was found in its text.
struct ExplainedRequest {
  private(set) var request: RoutingRequest
  private(set) var findings: [LexicalAssessor.Finding] = []

  /// A request from the command's options and its file.
  init(command: PolicyExplainCommand) throws {
    request = RoutingRequest(
      headerUseCase: command.useCase, requestedModel: command.model, tenant: command.tenant,
      dataClass: command.dataClass, endpoint: command.endpoint == .embeddings ? .embeddings : .chat,
      wireDialect: command.endpoint == .messages ? .anthropic : .openAI, promptTokens: command.promptTokens,
      promptTokenBound: command.promptTokens, maxOutputTokens: command.maxTokens, at: command.catalog.instant,
      openGates: command.openGate.isEmpty ? nil : command.openGate.map { OpenGate(name: $0, evidence: 0) },
      stream: command.stream)
    guard let path = command.request else { return }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ValidationError("cannot read '\(path)'; is it there, and may you read it?")
    }
    try read(Array(data), path: path, endpoint: command.endpoint.endpoint)
    if let model = command.model { request.requestedModel = model }
    if let limit = command.maxTokens { request.maxOutputTokens = limit }
  }

  private mutating func read(_ body: [UInt8], path: String, endpoint: Endpoint) throws {
    let outline: RequestOutline
    do { outline = try RequestOutline.scan(body.span, endpoint: endpoint) } catch {
      let place = error.offset.map { " at byte \($0)" } ?? ""
      throw ValidationError("\(path): \(error.message)\(place)")
    }
    let parts = outline.texts.map { text in
      var bytes: [UInt8] = []
      unescape(body.span, range: text.range, into: &bytes)
      return TextPart(role: TextPart.Role(text.role), bytes: bytes)
    }
    let assessor = try EmbeddedFiles.assessor()
    findings = assessor.lexical.explain(parts)
    request.verdict = assessor.assess(parts)
    request.requestedModel = outline.model
    request.metadataUseCase = outline.useCase
    request.maxOutputTokens = outline.maxOutputTokens
    request.choices = outline.choices
    request.stream = outline.stream
    request.needs = Capabilities(outline.features)
    // About four bytes a token in English prose; the bound counts a token a byte.
    request.promptTokens = parts.reduce(0) { $0 + $1.bytes.count } / 4 + outline.messageCount * 4
    request.promptTokenBound = promptTokenBound(
      PromptShape(
        textBytes: body.count - outline.mediaDataBytes, images: outline.imageCount,
        otherMedia: outline.otherMediaCount, tools: outline.toolCount, messages: outline.messageCount))
  }
}

extension TextPart.Role {
  fileprivate init(_ role: TextRole) {
    switch role {
    case .system: self = .system
    case .user: self = .user
    case .assistant: self = .assistant
    case .tool: self = .tool
    case .document: self = .document
    }
  }
}

extension Capabilities {
  fileprivate init(_ features: Features) {
    let pairs: [(Features, Capabilities)] = [
      (.tools, .tools), (.images, .images), (.structuredOutput, .structuredOutput), (.logprobs, .logprobs),
      (.audio, .audio), (.files, .files), (.multipleChoices, .multipleChoices), (.embeddings, .embeddings),
    ]
    self = pairs.reduce(into: []) { result, pair in
      if features.contains(pair.0) { result.insert(pair.1) }
    }
  }
}
