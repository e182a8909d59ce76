#include "core/trade/strategy/strategy.h"

#include "core/base/decimal.h"

#include <cassert>
#include <cmath>

#include <fmt/format.h>

namespace omni::strategy {

namespace {

std::size_t placeOf(const StrategyInfo& info, std::string_view key) noexcept
{
    std::size_t place = 0;
    while (place < info.parameters.size() && info.parameters[place].key != key) {
        ++place;
    }
    return place;
}

/// The shortest text that reads back as the same number; independent of the locale.
std::string numberText(double value)
{
    return fmt::format("{}", value);
}

std::string keysOf(const StrategyInfo& info)
{
    std::string keys;
    for (const Parameter& parameter : info.parameters) {
        keys += (keys.empty() ? "" : ", ") + std::string(parameter.key);
    }
    return keys;
}

std::string boundsOf(const Parameter& parameter)
{
    std::string text;
    for (const auto word : parameter.choices) {
        text += (text.empty() ? "" : " or ") + std::string(word);
    }
    return !text.empty() ? text
                         : numberText(parameter.least) + " to " + numberText(parameter.most) + " in steps of "
            + numberText(parameter.step);
}

Result<double> numberFrom(const Parameter& parameter, std::string_view text)
{
    const auto decimal = decimalFromText(text);
    double value = decimal ? static_cast<double>(decimal->mantissa) : 0;
    for (int i = 0; decimal && i < decimal->exponent; ++i) {
        value *= 10;
    }
    if (decimal && decimal->exponent < 0) {
        value /= std::pow(10, -decimal->exponent);
    }
    // A step of 0.1 is no exact double: a count of steps is whole when it is whole to a millionth.
    const double steps = (value - parameter.least) / parameter.step;
    const bool isWithin = value >= parameter.least && value <= parameter.most;
    if (!decimal || !isWithin || std::fabs(steps - std::round(steps)) > 1e-6) {
        return failure(Errc::Invalid,
                       std::string(parameter.key) + " takes " + boundsOf(parameter) + ", not " + omni::quoted(text));
    }
    return value;
}

} // namespace

Values::Values(const StrategyInfo& info)
    : m_info(&info)
{
    for (const Parameter& parameter : info.parameters) {
        m_values.push_back(parameter.initial);
    }
}

double Values::number(std::string_view key) const noexcept
{
    const std::size_t place = placeOf(*m_info, key);
    assert(place < m_values.size());
    return place < m_values.size() ? m_values[place] : 0;
}

int Values::integer(std::string_view key) const noexcept
{
    return static_cast<int>(std::lround(number(key)));
}

std::string_view Values::choice(std::string_view key) const noexcept
{
    const std::size_t place = placeOf(*m_info, key);
    assert(place < m_values.size() && !m_info->parameters[place].choices.empty());
    if (place >= m_values.size()) {
        return {};
    }
    const auto choices = m_info->parameters[place].choices;
    const auto index = static_cast<std::size_t>(m_values[place]);
    return index < choices.size() ? choices[index] : std::string_view{};
}

Result<void> Values::set(std::string_view key, std::string_view text)
{
    const std::size_t place = placeOf(*m_info, key);
    if (place == m_values.size()) {
        return failure(Errc::Invalid,
                       std::string(m_info->key) + " has no parameter " + omni::quoted(key) + "; it has "
                           + keysOf(*m_info));
    }
    const Parameter& parameter = m_info->parameters[place];
    if (parameter.choices.empty()) {
        const auto number = numberFrom(parameter, text);
        if (!number) {
            return tl::unexpected(number.error());
        }
        m_values[place] = *number;
        return {};
    }
    for (std::size_t i = 0; i < parameter.choices.size(); ++i) {
        if (parameter.choices[i] == text) {
            m_values[place] = static_cast<double>(i);
            return {};
        }
    }
    return failure(Errc::Invalid, std::string(key) + " takes " + boundsOf(parameter) + ", not " + omni::quoted(text));
}

std::string Values::text() const
{
    std::string out;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const Parameter& parameter = m_info->parameters[i];
        out += (out.empty() ? "" : ",") + std::string(parameter.key) + '=';
        out += parameter.choices.empty() ? numberText(m_values[i]) : std::string(choice(parameter.key));
    }
    return out;
}

} // namespace omni::strategy
