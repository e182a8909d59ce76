// What is configured of a broker: environment, account, addresses. Keys are never in a file; they come from the
// environment of the process.

#pragma once

#include "core/base/error.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/trade/orders/environment.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::config {

/// Names that begin so are of the paper exchange in this program: of no broker, and of no account with one, so that the
/// books of the two are never taken for each other's.
inline constexpr std::string_view paperPrefix = "sandbox-";

/// More symbols are not watched at once.
inline constexpr std::size_t mostBrokerInstruments = 200;

struct BrokerSettings {
    std::string broker; ///< Its key: "binance".
    orders::Environment environment = orders::Environment::Paper; ///< Paper or Live.
    std::string account; ///< Empty: "binance-paper".
    std::vector<brokers::FaceSetting> faces; ///< Addresses of their own, each once.
    std::vector<std::string> instruments; ///< The venue's symbols, each once. Empty: named at the start.
    std::string certificate; ///< A file of further authorities, in PEM. Empty: none.
    std::string proxy; ///< "http://host:port" or "socks5://host:port". Empty: straight.
    std::string record; ///< A folder for recordings of what it tells of the market. Empty: none are made.
    std::string plan; ///< Of market data. Empty: the broker's usual one.
    std::string file; ///< Where it was named first; empty: nowhere.
    std::uint64_t line = 0;

    [[nodiscard]] std::string accountName() const
    {
        return account.empty() ? broker + '-' + std::string(orders::nameOf(environment)) : account;
    }
};

/// A proxy taken apart.
struct ProxyAddress {
    bool isSocks = false;
    std::string host;
    std::uint16_t port = 0;
};
/// Invalid: and what would be right.
[[nodiscard]] Result<ProxyAddress> proxyFromText(std::string_view text);

/// 1 to 24 of [A-Za-z0-9./_-].
[[nodiscard]] bool isSymbol(std::string_view text) noexcept;

/// Takes one value that is text ("environment", "rest"). The sentence says what is wrong; empty: taken. Whether there
/// is such a key: `isBrokerKey`.
[[nodiscard]] std::string takeBrokerText(BrokerSettings& settings, const brokers::BrokerInfo& info,
                                         std::string_view key, std::string_view value);
/// The instruments, in place of those of before.
[[nodiscard]] std::string takeBrokerInstruments(BrokerSettings& settings, std::vector<std::string> symbols);
[[nodiscard]] bool isBrokerKey(const brokers::BrokerInfo& info, std::string_view key) noexcept;
/// The keys that a broker's table may have.
[[nodiscard]] std::vector<std::string_view> brokerKeys(const brokers::BrokerInfo& info);

} // namespace omni::config
