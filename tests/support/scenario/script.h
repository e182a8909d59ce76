// A scenario's text as sentences: what kind each is, its words, and the line it stands on. The grammar is in
// docs/scenarios.md.

#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::test {

enum class SentenceKind : std::uint8_t { Given, When, Then };

struct Sentence {
    SentenceKind kind = SentenceKind::Given;
    bool beginsBlock = false; ///< Its line says the keyword itself, not "and".
    std::size_t line = 0; ///< From 1.
    std::vector<std::string> words;
};

inline std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\r') {
            if (!word.empty()) {
                words.push_back(std::move(word));
            }
            word.clear();
        } else if (c != '"') {
            word += c;
        }
    }
    if (!word.empty()) {
        words.push_back(std::move(word));
    }
    return words;
}

/// "file:12: why"
inline std::string placed(std::string_view file, std::size_t line, std::string_view why)
{
    return std::string(file) + ":" + std::to_string(line) + ": " + std::string(why);
}

/// A line is a keyword and sentences that commas part. "#" begins a comment. The error names file and line.
inline Result<std::vector<Sentence>> sentencesOf(std::string_view file, std::string_view text)
{
    std::vector<Sentence> sentences;
    std::optional<SentenceKind> kind;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        line = line.substr(0, std::min(line.find('#'), line.size()));
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto start = line.find_first_not_of(" \t\r");
        if (start == std::string_view::npos) {
            continue;
        }
        line.remove_prefix(start);
        const auto keyword = line.substr(0, std::min(line.find_first_of(" \t"), line.size()));
        line.remove_prefix(keyword.size());
        const bool isNew = keyword != "and";
        if (keyword == "given") {
            kind = SentenceKind::Given;
        } else if (keyword == "when") {
            kind = SentenceKind::When;
        } else if (keyword == "then") {
            kind = SentenceKind::Then;
        } else if (isNew || !kind) {
            return failure(Errc::Invalid, placed(file, number, "a line begins with given, when, then or and"));
        }
        bool isFirst = isNew;
        while (!line.empty()) {
            const auto comma = std::min(line.find(", "), line.size());
            Sentence sentence{*kind, isFirst, number, wordsOf(line.substr(0, comma))};
            line.remove_prefix(std::min(comma + 2, line.size()));
            if (!sentence.words.empty()) {
                sentences.push_back(std::move(sentence));
                isFirst = false;
            }
        }
    }
    return sentences;
}

} // namespace omni::test
