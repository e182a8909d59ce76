#include "core/edge/sandbox/binance/params.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace omni::sandbox::binance {

namespace {

constexpr std::size_t mostParams = 64;

std::optional<std::string> decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out.push_back(text[i] == '+' ? ' ' : text[i]);
            continue;
        }
        unsigned value = 0;
        const auto* from = text.data() + i + 1;
        if (text.size() - i < 3 || std::from_chars(from, from + 2, value, 16).ptr != from + 2) {
            return std::nullopt;
        }
        out.push_back(static_cast<char>(value));
        i += 2;
    }
    return out;
}

} // namespace

bool Params::addForm(std::string_view text)
{
    while (!text.empty()) {
        const auto stop = text.find('&');
        const auto pair = text.substr(0, stop);
        text.remove_prefix(stop == std::string_view::npos ? text.size() : stop + 1);
        if (pair.empty()) {
            continue;
        }
        const auto equal = pair.find('=');
        const auto name = decoded(pair.substr(0, equal));
        const auto value = decoded(equal == std::string_view::npos ? std::string_view() : pair.substr(equal + 1));
        if (!name || !value || m_all.size() == mostParams) {
            return false;
        }
        add(*name, *value);
    }
    return true;
}

void Params::add(std::string name, std::string value)
{
    if (!has(name)) {
        m_all.emplace_back(std::move(name), std::move(value));
    }
}

const std::string* Params::find(std::string_view name) const noexcept
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [name](const auto& one) { return one.first == name; });
    return found != m_all.end() ? &found->second : nullptr;
}

std::string_view Params::text(std::string_view name) const noexcept
{
    const std::string* value = find(name);
    return value != nullptr ? std::string_view(*value) : std::string_view();
}

tl::expected<std::string, Fault> Params::needed(std::string_view name) const
{
    const auto value = text(name);
    return value.empty() ? tl::expected<std::string, Fault>(tl::unexpected(missing(name))) : std::string(value);
}

tl::expected<std::optional<std::int64_t>, Fault> Params::integer(std::string_view name) const
{
    if (!has(name)) {
        return std::nullopt;
    }
    const auto value = text(name);
    if (value.empty()) {
        return tl::unexpected(missing(name));
    }
    std::int64_t number = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
    if (read.ec != std::errc() || read.ptr != value.data() + value.size()) {
        return tl::unexpected(value.find_first_not_of("-0123456789") != std::string_view::npos
                                  ? illegal(name, "^[0-9]{1,20}$")
                                  : missing(name));
    }
    return number;
}

tl::expected<std::optional<Money>, Fault> Params::amount(std::string_view name) const
{
    if (!has(name)) {
        return std::nullopt;
    }
    const auto value = text(name);
    if (value.empty()) {
        return tl::unexpected(missing(name));
    }
    const auto amount = amountFrom(value);
    if (!amount && amount.error().code == Errc::Invalid) {
        return tl::unexpected(illegal(name, "^([0-9]{1,20})(\\.[0-9]{1,20})?$"));
    }
    if (!amount) {
        return tl::unexpected(Fault{-1111, fmt::format("Parameter '{}' has too much precision.", name), 400, {}});
    }
    return *amount;
}

/// `known`: names with a space before and behind each.
std::optional<Fault> Params::unread(std::string_view known) const
{
    const auto isKnown
        = [known](const auto& one) { return known.find(' ' + one.first + ' ') != std::string_view::npos; };
    const auto read = static_cast<std::size_t>(std::count_if(m_all.begin(), m_all.end(), isKnown));
    if (read == m_all.size()) {
        return std::nullopt;
    }
    return Fault{
        -1104,
        fmt::format("Not all sent parameters were read; read '{}' parameter(s) but was sent '{}'.", read, m_all.size()),
        400,
        {}};
}

} // namespace omni::sandbox::binance
