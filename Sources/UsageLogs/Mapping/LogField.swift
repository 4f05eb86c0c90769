/// A field that a mapping can fill.
public enum LogField: String, CaseIterable, Codable, Sendable {
  case id, time, model, provider, key, team, label, region, tier, status, requests
  case input
  case uncachedInput = "uncached_input"
  case cacheRead = "cache_read"
  case cacheWrite = "cache_write"
  case cacheWriteShort = "cache_write_5m"
  case cacheWriteLong = "cache_write_1h"
  case output, reasoning, total, cost, currency, text
  case httpStatus = "http_status"

  var slot: Slot {
    switch self {
    case .id: .id
    case .time: .at
    case .model: .model
    case .provider: .provider
    case .key: .key
    case .team: .team
    case .label: .label
    case .region: .region
    case .tier: .tier
    case .status: .status
    case .requests: .requests
    case .input: .prompt
    case .uncachedInput: .uncached
    case .cacheRead: .cacheRead
    case .cacheWrite: .cacheWrite
    case .cacheWriteShort: .cacheWriteShort
    case .cacheWriteLong: .cacheWriteLong
    case .output: .completion
    case .reasoning: .reasoning
    case .total: .total
    case .cost: .cost
    case .currency: .currency
    case .text: .messages
    case .httpStatus: .httpStatus
    }
  }
}
