#include "tests/support/source_tree/source_tree.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace omni::tests {

namespace {

bool isWord(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Walks over C++ text once and copies what is code; each function moves `m_at` past what it has read.
class Blanker
{
public:
    explicit Blanker(std::string_view text)
        : m_text(text)
        , m_code(text)
    {
    }

    std::string run()
    {
        while (m_at < m_text.size()) {
            step();
        }
        return std::move(m_code);
    }

private:
    void step()
    {
        const char c = m_text[m_at];
        if (starts("//")) {
            blankTo(m_text.find('\n', m_at));
        } else if (starts("/*")) {
            const auto end = m_text.find("*/", m_at + 2);
            blankTo(end == std::string_view::npos ? end : end + 2);
        } else if (c == '#' && isInclude()) {
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        } else if (isDigit(c)) {
            skipNumber();
        } else if (isWord(c)) {
            skipWord();
        } else if (c == '"' || c == '\'') {
            blankLiteral(c);
        } else {
            ++m_at;
        }
    }

    [[nodiscard]] bool starts(std::string_view what) const
    {
        return m_text.substr(m_at).starts_with(what);
    }

    [[nodiscard]] bool isInclude() const
    {
        const auto word = m_text.find_first_not_of(" \t", m_at + 1);
        return word != std::string_view::npos && m_text.substr(word).starts_with("include");
    }

    /// 10'000 is a number, not the start of a character.
    void skipNumber()
    {
        while (m_at < m_text.size() && (isWord(m_text[m_at]) || m_text[m_at] == '.' || m_text[m_at] == '\'')) {
            ++m_at;
        }
    }

    void skipWord()
    {
        const auto start = m_at;
        while (m_at < m_text.size() && isWord(m_text[m_at])) {
            ++m_at;
        }
        if (m_at < m_text.size() && m_text[m_at] == '"' && m_text.substr(start, m_at - start).ends_with('R')) {
            blankRawLiteral();
        }
    }

    void blankRawLiteral()
    {
        const auto open = m_text.find('(', m_at);
        if (open == std::string_view::npos) {
            blankTo(open);
            return;
        }
        const auto close = ")" + std::string(m_text.substr(m_at + 1, open - m_at - 1)) + "\"";
        const auto end = m_text.find(close, open);
        ++m_at;
        blankTo(end == std::string_view::npos ? end : end + close.size() - 1);
        ++m_at;
    }

    void blankLiteral(char quote)
    {
        auto end = m_at + 1;
        while (end < m_text.size() && m_text[end] != quote && m_text[end] != '\n') {
            end += m_text[end] == '\\' ? 2U : 1U;
        }
        ++m_at;
        blankTo(end);
        ++m_at;
    }

    void blankTo(std::size_t end)
    {
        for (end = std::min(end, m_text.size()); m_at < end; ++m_at) {
            if (m_text[m_at] != '\n') {
                m_code[m_at] = ' ';
            }
        }
    }

    std::string_view m_text;
    std::string m_code;
    std::size_t m_at = 0;
};

} // namespace

std::vector<std::filesystem::path> filesOf(const std::filesystem::path& root)
{
    std::vector<std::filesystem::path> files;
    for (auto entry = std::filesystem::recursive_directory_iterator(root);
         entry != std::filesystem::recursive_directory_iterator(); ++entry) {
        const auto name = entry->path().filename();
        if (entry.depth() == 0 && (name == ".git" || name == "build")) {
            entry.disable_recursion_pending();
        } else if (entry->is_regular_file()) {
            files.push_back(entry->path());
        }
    }
    std::ranges::sort(files);
    return files;
}

std::vector<SourceFile> sourcesBelow(const std::filesystem::path& root, const std::vector<std::string>& folders)
{
    std::vector<SourceFile> sources;
    for (const auto& folder : folders) {
        if (!std::filesystem::is_directory(root / folder)) {
            continue;
        }
        for (const auto& file : filesOf(root / folder)) {
            if (file.extension() == ".h" || file.extension() == ".cpp") {
                auto text = textOf(file);
                auto code = codeOf(text);
                sources.push_back(
                    {std::filesystem::relative(file, root).generic_string(), std::move(text), std::move(code)});
            }
        }
    }
    return sources;
}

std::string textOf(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string codeOf(std::string_view text)
{
    return Blanker(text).run();
}

std::vector<Include> includesOf(const SourceFile& file)
{
    std::vector<Include> includes;
    std::size_t line = 0;
    for (std::size_t at = 0; at < file.code.size(); ++line) {
        const auto end = std::min(file.code.find('\n', at), file.code.size());
        const auto row = std::string_view(file.code).substr(at, end - at);
        const auto hash = row.find_first_not_of(" \t");
        if (hash != std::string_view::npos && row[hash] == '#' && row.find("include") != std::string_view::npos) {
            const auto open = row.find_first_of("\"<");
            const auto close = row.find_last_of("\">");
            if (open != std::string_view::npos && close > open) {
                includes.push_back({std::string(row.substr(open + 1, close - open - 1)), row[open] == '"', line + 1});
            }
        }
        at = end + 1;
    }
    return includes;
}

std::size_t lineOf(std::string_view text, std::size_t offset)
{
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, offset), '\n'));
}

void plant(const std::filesystem::path& root, std::string_view path, std::string_view text)
{
    const auto file = root / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

} // namespace omni::tests
