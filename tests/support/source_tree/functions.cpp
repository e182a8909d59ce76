#include "tests/support/source_tree/functions.h"

#include <algorithm>
#include <regex>

namespace omni::tests {

namespace {

/// What a pair of braces encloses.
enum class Scope { Container, Function, Inner };

/// `text` without line breaks and double blanks.
std::string onOneLine(std::string_view text)
{
    std::string line;
    for (const char c : text) {
        const bool isBlank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!isBlank) {
            line += c;
        } else if (!line.empty() && line.back() != ' ') {
            line += ' ';
        }
    }
    return line;
}

/// Preprocessor lines hold braces of their own (macros) and are no part of any function.
std::string withoutDirectives(std::string_view code)
{
    std::string kept(code);
    bool isDirective = false;
    bool isLineStart = true;
    for (std::size_t at = 0; at < kept.size(); ++at) {
        if (kept[at] == '\n') {
            isDirective = isDirective && at > 0 && code[at - 1] == '\\';
            isLineStart = true;
            continue;
        }
        isDirective = isDirective || (isLineStart && kept[at] == '#');
        isLineStart = isLineStart && (kept[at] == ' ' || kept[at] == '\t');
        if (isDirective) {
            kept[at] = ' ';
        }
    }
    return kept;
}

/// Is the brace after `head` a member's initialiser, as in `Ring(int n) : m_mask{`?
bool isInInitialiserList(const std::string& head)
{
    static const std::regex list("\\)\\s*(noexcept\\s*)?:[^:]");
    static const std::regex named("[\\w>]\\s*$");
    static const std::regex endsAsFunction("(^|[\\s)])(const|noexcept|override|final|mutable|try)\\s*$");
    return std::regex_search(head, list) && std::regex_search(head, named) && !std::regex_search(head, endsAsFunction);
}

/// What the brace after `head` opens, inside a container.
Scope scopeAfter(const std::string& head)
{
    static const std::regex container("(^|[\\s;:>])(namespace|class|struct|union|enum)(\\s|$)");
    static const std::regex function(
        "\\)\\s*(const|noexcept|override|final|mutable|try|&&|&|\\s|->.*|requires.*)*\\s*$");
    if (std::regex_search(head, function)) {
        return Scope::Function;
    }
    const bool isContainer = std::regex_search(head, container) || head.ends_with("extern \"\" ") || head.empty();
    return isContainer ? Scope::Container : Scope::Inner;
}

struct Open {
    Scope scope = Scope::Container;
    std::size_t line = 0;
    std::size_t labels = 0; ///< Lines that began with `case` so far in the file.
    std::string head;
};

bool beginsWithCase(std::string_view line)
{
    const auto word = line.find_first_not_of(" \t");
    return word != std::string_view::npos && line.substr(word).starts_with("case ");
}

} // namespace

std::vector<FunctionSize> functionsOf(std::string_view text)
{
    const auto code = withoutDirectives(text);
    std::vector<FunctionSize> functions;
    std::vector<Open> open{{}};
    std::string head;
    std::size_t line = 1;
    std::size_t labels = 0;
    for (std::size_t at = 0; at < code.size(); ++at) {
        const char c = code[at];
        if (c == '\n') {
            ++line;
            labels += beginsWithCase(std::string_view(code).substr(at + 1, 200)) ? 1U : 0U;
        }
        const bool isInContainer = open.back().scope == Scope::Container;
        if (c == '{') {
            const auto before = onOneLine(head);
            const bool initialises = isInContainer && isInInitialiserList(before);
            const auto scope = isInContainer && !initialises ? scopeAfter(before) : Scope::Inner;
            open.push_back({scope, line, labels, initialises ? head : before});
            head.clear();
        } else if (c == '}' && open.size() > 1) {
            const auto closed = open.back();
            open.pop_back();
            head.clear();
            if (closed.scope == Scope::Function) {
                const auto lines = line > closed.line ? line - closed.line - 1 : 0;
                functions.push_back({closed.head, closed.line, lines - (labels - closed.labels)});
            } else if (closed.scope == Scope::Inner && isInInitialiserList(onOneLine(closed.head))) {
                head = closed.head + "()";
            }
        } else if (c == ';') {
            head.clear();
        } else if (isInContainer) {
            head += c;
        }
    }
    return functions;
}

} // namespace omni::tests
