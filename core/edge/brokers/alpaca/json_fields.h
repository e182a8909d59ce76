// Fields of a parsed JSON object as the values they stand for. For the wire_* files alone: they are what knows the
// parser.
//
// In trading JSON amounts are decimal strings or null; what is absent and what is null are the same. A field of another
// type than it should have, or a number that is none, is a fault: the whole message is not believed (F41, F44).

#pragma once

#include "core/base/decimal.h"
#include "core/base/error.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace omni::brokers::alpaca {

inline constexpr std::size_t largestJson = 8 * 1024 * 1024; ///< Bytes of one message.
inline constexpr std::size_t deepestJson = 32; ///< Objects and arrays within each other.

/// A parser with its tree. What was parsed before is gone with the next `parse`.
class JsonTree
{
public:
    /// Invalid: no JSON, too large, too deep.
    [[nodiscard]] Result<simdjson::dom::element> parse(std::string_view text)
    {
        if (text.empty() || text.size() > largestJson) {
            return failure(Errc::Invalid, text.empty() ? "it is empty" : "it is too large");
        }
        if (m_parser.max_depth() != deepestJson || m_parser.capacity() < text.size()) {
            if (m_parser.allocate(text.size(), deepestJson) != simdjson::SUCCESS) {
                return failure(Errc::Full, "there is no memory to read it");
            }
        }
        simdjson::dom::element root;
        if (const auto fault = m_parser.parse(text.data(), text.size()).get(root); fault != simdjson::SUCCESS) {
            return failure(Errc::Invalid, simdjson::error_message(fault));
        }
        return root;
    }

private:
    simdjson::dom::parser m_parser{largestJson};
};

/// Reads one object. The first fault is kept, and all that is asked afterwards is empty: look at `fault` once, at the
/// end.
class JsonFields
{
public:
    explicit JsonFields(const simdjson::dom::object& object)
        : m_object(object)
    {
    }
    explicit JsonFields(const simdjson::dom::element& element)
    {
        if (element.get(m_object) != simdjson::SUCCESS) {
            fail("the whole");
        }
    }
    [[nodiscard]] bool isSound() const noexcept
    {
        return m_fault.empty();
    }
    /// Which field is wrong.
    [[nodiscard]] Error fault() const
    {
        return {Errc::Invalid, m_fault + " is not what it should be"};
    }

    /// Empty where there is none.
    [[nodiscard]] std::string_view text(std::string_view key)
    {
        const auto found = find(key);
        std::string_view value;
        if (found && found->get(value) != simdjson::SUCCESS) {
            fail(key);
        }
        return value;
    }
    [[nodiscard]] std::string_view neededText(std::string_view key)
    {
        const auto value = text(key);
        return value.empty() ? (fail(key), value) : value;
    }
    [[nodiscard]] bool flag(std::string_view key)
    {
        const auto found = find(key);
        bool value = false;
        if (found && found->get(value) != simdjson::SUCCESS) {
            fail(key);
        }
        return value;
    }
    /// Whole numbers; some are told as text.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key)
    {
        const auto found = find(key);
        if (!found) {
            return std::nullopt;
        }
        std::int64_t value = 0;
        if (found->get(value) == simdjson::SUCCESS) {
            return value;
        }
        fail(key);
        return std::nullopt;
    }
    /// A decimal string, or a whole number.
    [[nodiscard]] std::optional<Decimal> decimal(std::string_view key)
    {
        const auto found = find(key);
        if (!found) {
            return std::nullopt;
        }
        std::int64_t whole = 0;
        if (found->get(whole) == simdjson::SUCCESS) {
            return Decimal{whole, 0};
        }
        std::string_view word;
        if (found->get(word) == simdjson::SUCCESS) {
            if (auto value = decimalFromText(word)) {
                return *value;
            }
        }
        fail(key);
        return std::nullopt;
    }
    /// An amount of money, cut after its eighth decimal: sums come with more than anybody needs.
    [[nodiscard]] std::optional<Money> money(std::string_view key)
    {
        auto word = text(key);
        if (word.empty()) {
            return std::nullopt;
        }
        if (const auto point = word.find('.'); point != std::string_view::npos && word.size() > point + 9) {
            const auto rest = word.substr(point + 9);
            if (rest.find_first_not_of("0123456789") == std::string_view::npos) {
                word = word.substr(0, point + 9);
            }
        }
        const auto value = scaledFromText(word, 8);
        if (!value) {
            fail(key);
            return std::nullopt;
        }
        return Money{*value};
    }
    [[nodiscard]] std::optional<Timestamp> time(std::string_view key)
    {
        const auto word = text(key);
        if (word.empty()) {
            return std::nullopt;
        }
        const auto value = timestampFromIso(word);
        if (!value) {
            fail(key);
            return std::nullopt;
        }
        return *value;
    }
    /// Nothing where it is absent or null.
    [[nodiscard]] std::optional<simdjson::dom::element> find(std::string_view key) const
    {
        simdjson::dom::element found;
        if (!isSound() || m_object.at_key(key).get(found) != simdjson::SUCCESS || found.is_null()) {
            return std::nullopt;
        }
        return found;
    }
    void fail(std::string_view key)
    {
        if (m_fault.empty()) {
            m_fault = key;
        }
    }

private:
    simdjson::dom::object m_object;
    std::string m_fault;
};

} // namespace omni::brokers::alpaca
