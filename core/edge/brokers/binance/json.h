// JSON of a venue, read whole and checked; bounded in size and depth. For answers and account events; the feed has its
// own faster reader (feed_wire.h). Pure, no Qt.

#pragma once

#include "core/base/error.h"

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace omni::brokers::binance {

inline constexpr std::size_t longestJson = 8 * 1024 * 1024; ///< Bytes.
inline constexpr std::size_t deepestJson = 32;

/// An object whose members are asked for by name. A member that is missing, or is of another kind, is remembered: ask
/// `isSound` when all has been read. Texts are good as long as their document.
class Fields
{
public:
    explicit Fields(simdjson::dom::element element) noexcept;
    /// An object in it; its faults are its own.
    [[nodiscard]] Fields object(std::string_view name) noexcept;
    [[nodiscard]] bool has(std::string_view name) const noexcept;
    [[nodiscard]] std::string_view text(std::string_view name) noexcept;
    [[nodiscard]] std::string_view textOr(std::string_view name, std::string_view otherwise) noexcept;
    [[nodiscard]] std::int64_t number(std::string_view name) noexcept;
    [[nodiscard]] std::int64_t numberOr(std::string_view name, std::int64_t otherwise) noexcept;
    [[nodiscard]] bool flag(std::string_view name) noexcept;
    [[nodiscard]] bool flagOr(std::string_view name, bool otherwise) noexcept;
    /// Decimal text as a count of 10^-decimals, not negative; zero and a fault if it is none or finer.
    [[nodiscard]] std::int64_t scaled(std::string_view name, int decimals) noexcept;
    /// The same, of either sign.
    [[nodiscard]] std::int64_t signedScaled(std::string_view name, int decimals) noexcept;
    /// Empty and a fault if it is none.
    [[nodiscard]] std::vector<simdjson::dom::element> array(std::string_view name);

    /// Nothing that was asked for was missing or of another kind, and no name stood there twice.
    [[nodiscard]] bool isSound() const noexcept
    {
        return m_fault.empty();
    }
    /// The name of the first member that was.
    [[nodiscard]] std::string_view fault() const noexcept
    {
        return m_fault;
    }

private:
    Fields() noexcept = default;
    void blame(std::string_view name) noexcept;
    std::optional<simdjson::dom::element> find(std::string_view name) const noexcept;
    simdjson::dom::object m_object;
    std::string_view m_fault;
    bool m_isObject = false;
};

/// The elements of an array; nothing if it is none.
[[nodiscard]] std::optional<std::vector<simdjson::dom::element>> elementsOf(simdjson::dom::element element);

/// Holds the text's tree until the next `read`. Reused, so that a stream of small messages does not allocate.
class JsonReader
{
public:
    explicit JsonReader(std::size_t longest = longestJson);
    /// Invalid: longer or deeper than the bounds, or not JSON; the detail holds nothing of the text.
    [[nodiscard]] Result<simdjson::dom::element> read(std::string_view text);

private:
    std::size_t m_longest;
    simdjson::dom::parser m_parser;
};

} // namespace omni::brokers::binance
