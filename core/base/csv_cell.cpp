#include "core/base/csv_cell.h"

#include "core/base/safe_text.h"

#include <algorithm>
#include <array>

namespace omni {

namespace {

/// -12, +0.5: what a spreadsheet takes for a number and nothing else.
bool isPlainNumber(std::string_view text) noexcept
{
    if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
        text.remove_prefix(1);
    }
    const bool hasDigit = text.find_first_of("0123456789") != std::string_view::npos;
    return hasDigit && text.find_first_not_of("0123456789.") == std::string_view::npos
        && std::count(text.begin(), text.end(), '.') <= 1;
}

std::string asCell(std::string text)
{
    if (text.find_first_of(",;\"\t\r\n") == std::string::npos) {
        return text;
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + '"';
}

} // namespace

bool isFormula(std::string_view text) noexcept
{
    constexpr std::array<std::string_view, 8> starts{"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return false;
    }
    if (const char front = text.front(); front == '\t' || front == '\r' || front == '\n') {
        return true;
    }
    const std::string_view rest = text.substr(first);
    return !isPlainNumber(text) && std::ranges::any_of(starts, [rest](auto start) { return rest.starts_with(start); });
}

std::string csvText(std::string_view text)
{
    std::string shown = safeToShow(text);
    if (isFormula(shown)) {
        shown.insert(shown.begin(), '\'');
    }
    return asCell(std::move(shown));
}

std::string csvFigure(std::string_view text)
{
    return asCell(std::string(text));
}

} // namespace omni
