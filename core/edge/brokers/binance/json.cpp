#include "core/edge/brokers/binance/json.h"

#include "core/base/decimal.h"

#include <limits>

namespace omni::brokers::binance {

namespace {

// Two members of one name: readers differ about which counts, so such an object is not believed.
std::string_view doubledIn(simdjson::dom::object object) noexcept
{
    if (object.size() > 128) {
        return "too many members";
    }
    for (auto one = object.begin(); one != object.end(); ++one) {
        auto other = one;
        for (++other; other != object.end(); ++other) {
            if (one.key() == other.key()) {
                return one.key();
            }
        }
    }
    return {};
}

} // namespace

Fields::Fields(simdjson::dom::element element) noexcept
{
    m_isObject = element.get(m_object) == simdjson::SUCCESS;
    blame(m_isObject ? doubledIn(m_object) : "(no object)");
}

void Fields::blame(std::string_view name) noexcept
{
    if (m_fault.empty()) {
        m_fault = name;
    }
}

std::optional<simdjson::dom::element> Fields::find(std::string_view name) const noexcept
{
    simdjson::dom::element found;
    if (!m_isObject || m_object.at_key(name).get(found) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    return found;
}

bool Fields::has(std::string_view name) const noexcept
{
    const auto found = find(name);
    return found && !found->is_null();
}

Fields Fields::object(std::string_view name) noexcept
{
    const auto found = find(name);
    if (!found) {
        blame(name);
        Fields none;
        none.blame(name);
        return none;
    }
    return Fields(*found);
}

std::string_view Fields::text(std::string_view name) noexcept
{
    std::string_view value;
    const auto found = find(name);
    if (!found || found->get(value) != simdjson::SUCCESS) {
        blame(name);
    }
    return value;
}

std::string_view Fields::textOr(std::string_view name, std::string_view otherwise) noexcept
{
    return has(name) ? text(name) : otherwise;
}

std::int64_t Fields::number(std::string_view name) noexcept
{
    std::int64_t value = 0;
    const auto found = find(name);
    if (!found || found->get(value) != simdjson::SUCCESS) {
        blame(name);
    }
    return value;
}

std::int64_t Fields::numberOr(std::string_view name, std::int64_t otherwise) noexcept
{
    return has(name) ? number(name) : otherwise;
}

bool Fields::flag(std::string_view name) noexcept
{
    bool value = false;
    const auto found = find(name);
    if (!found || found->get(value) != simdjson::SUCCESS) {
        blame(name);
    }
    return value;
}

bool Fields::flagOr(std::string_view name, bool otherwise) noexcept
{
    return has(name) ? flag(name) : otherwise;
}

std::int64_t Fields::signedScaled(std::string_view name, int decimals) noexcept
{
    const auto value = scaledFromText(text(name), decimals);
    if (!value) {
        blame(name);
        return 0;
    }
    return *value;
}

std::int64_t Fields::scaled(std::string_view name, int decimals) noexcept
{
    const std::int64_t value = signedScaled(name, decimals);
    if (value < 0) {
        blame(name);
        return 0;
    }
    return value;
}

std::vector<simdjson::dom::element> Fields::array(std::string_view name)
{
    const auto found = find(name);
    auto elements = found ? elementsOf(*found) : std::nullopt;
    if (!elements) {
        blame(name);
        return {};
    }
    return std::move(*elements);
}

std::optional<std::vector<simdjson::dom::element>> elementsOf(simdjson::dom::element element)
{
    simdjson::dom::array array;
    if (element.get(array) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    std::vector<simdjson::dom::element> elements;
    for (const auto one : array) {
        elements.push_back(one);
    }
    return elements;
}

JsonReader::JsonReader(std::size_t longest)
    : m_longest(longest)
    , m_parser(longest)
{
}

Result<simdjson::dom::element> JsonReader::read(std::string_view text)
{
    if (text.empty() || text.size() > m_longest) {
        return failure(Errc::Invalid, text.empty() ? "an empty answer" : "an answer beyond its bound");
    }
    // Room for what is read, not for what might be: most readers live for one answer. The depth stays when the room
    // grows.
    if (m_parser.max_depth() != deepestJson || m_parser.capacity() < text.size()) {
        if (m_parser.allocate(text.size(), deepestJson) != simdjson::SUCCESS) {
            return failure(Errc::Invalid, "no memory for the answer");
        }
    }
    simdjson::dom::element root;
    if (const auto fault = m_parser.parse(text.data(), text.size()).get(root); fault != simdjson::SUCCESS) {
        return failure(Errc::Invalid, std::string("no JSON: ") + simdjson::error_message(fault));
    }
    return root;
}

} // namespace omni::brokers::binance
