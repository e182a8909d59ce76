#include "core/host/audit_verify/verify_command.h"

#include "core/host/audit_verify/folder_check.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace omni::audit_verify {

namespace {

struct Wish {
    std::string folder;
    std::vector<std::string> anchors;
    std::vector<std::string> olderHeads; ///< Of --extends.
    std::string keyFile;
    int keyDescriptor = -1;
    std::string words;
    bool asJson = false;
};

/// Control characters and quotes of a name from the command line or the disk, made harmless.
std::string harmless(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string safe;
    for (const char each : text) {
        const auto byte = static_cast<unsigned char>(each);
        if (byte < ' ' || byte > '~' || each == '"' || each == '\\') {
            safe += "\\u00";
            safe += digits[byte >> 4];
            safe += digits[byte & 15];
        } else {
            safe += each;
        }
    }
    return safe;
}

std::string hexOf(Octets bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char each : bytes) {
        text += digits[each >> 4];
        text += digits[each & 15];
    }
    return text;
}

/// Puts one option with a value into the wish; what is wrong with it, else empty.
std::string takeOption(Wish& wish, const std::string& name, const std::string& value)
{
    if (name == "--anchor") {
        wish.anchors.push_back(value);
    } else if (name == "--extends") {
        wish.olderHeads.push_back(value);
    } else if (name == "--key") {
        wish.keyFile = value;
    } else if (name == "--key-fd") {
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), wish.keyDescriptor);
        if (error != std::errc() || end != value.data() + value.size() || wish.keyDescriptor < 0) {
            return "--key-fd wants the number of an open descriptor";
        }
    } else if (name == "--words") {
        const auto words = wordsFromText(value);
        if (!words) {
            return "--words wants five words of five letters";
        }
        wish.words = *words;
    } else {
        return "unknown option " + harmless(name);
    }
    return {};
}

/// What is wrong with the command line, else empty.
std::string readWish(const std::vector<std::string>& words, Wish& wish)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--json") {
            wish.asJson = true;
        } else if (word.starts_with("--")) {
            if (i + 1 == words.size()) {
                return harmless(word) + " wants a value, or is unknown";
            }
            if (auto fault = takeOption(wish, word, words[++i]); !fault.empty()) {
                return fault;
            }
        } else if (wish.folder.empty() && !word.empty()) {
            wish.folder = word;
        } else {
            return "one folder, please";
        }
    }
    if (!wish.keyFile.empty() && wish.keyDescriptor >= 0) {
        return "one key, please";
    }
    return wish.folder.empty() ? "which folder? See --help" : "";
}

/// Reads what the question needs; what cannot be read, else empty.
std::string readQuestion(const Wish& wish, Question& question)
{
    for (const auto* list : {&wish.anchors, &wish.olderHeads}) {
        for (const auto& name : *list) {
            const auto text = textOfFile(name);
            auto anchor = text ? anchorFromText(*text) : std::nullopt;
            if (!anchor) {
                return harmless(name) + " is no anchor that can be read";
            }
            question.anchors.push_back(std::move(*anchor));
        }
    }
    if (!wish.keyFile.empty() || wish.keyDescriptor >= 0) {
        auto text = wish.keyFile.empty() ? textOfDescriptor(wish.keyDescriptor) : textOfFile(wish.keyFile);
        question.key = text ? keyFromText(*text) : std::nullopt;
        if (!question.key) {
            return "this is no verify key that can be read";
        }
    }
    question.words = wish.words;
    return {};
}

std::string_view nameOf(Judgement judgement)
{
    switch (judgement) {
    case Judgement::Good:
        return "good";
    case Judgement::Tampered:
        return "tampered";
    case Judgement::Unreadable:
        return "unreadable";
    case Judgement::Truncated:
        return "truncated";
    }
    return "";
}

std::string jsonOf(const FolderVerdict& found, const Question& question, bool isExtension)
{
    const Verdict& verdict = found.verdict;
    const auto number = [](std::uint64_t value) { return std::to_string(value); };
    std::string json = "{\"verdict\":\"" + std::string(nameOf(verdict.judgement)) + "\",\"first_bad\":"
        + (verdict.firstBad == 0 ? "null" : number(verdict.firstBad)) + ",\"why\":\"" + harmless(verdict.why)
        + "\",\"records\":" + number(verdict.records) + ",\"segments\":" + number(verdict.segments)
        + ",\"proven_from\":" + (verdict.provenFrom == 0 ? "null" : number(verdict.provenFrom))
        + ",\"anchors\":" + number(question.anchors.size()) + ",\"closed\":" + (verdict.isClosed ? "true" : "false")
        + ",\"torn_bytes\":" + number(verdict.tornBytes);
    if (verdict.records > 0) {
        json += ",\"log\":\"" + hexOf(verdict.log) + "\",\"head\":\"" + hexOf(verdict.head) + "\",\"words\":\""
            + wordsFor(verdict.log, verdict.records, verdict.head) + '"';
    }
    if (verdict.wordsAt > 0) {
        json += ",\"words_at\":" + number(verdict.wordsAt);
    }
    if (isExtension) {
        json += std::string(",\"extends\":") + (verdict.judgement == Judgement::Good ? "true" : "false");
    }
    json += ",\"foreign\":[";
    for (std::size_t i = 0; i < found.foreign.size(); ++i) {
        json += std::string(i > 0 ? "," : "") + '"' + harmless(found.foreign[i]) + '"';
    }
    return json + "]}\n";
}

std::string wordsOf(const FolderVerdict& found, const Question& question, bool isExtension)
{
    const Verdict& verdict = found.verdict;
    std::string text(nameOf(verdict.judgement));
    if (verdict.firstBad > 0) {
        text += verdict.judgement == Judgement::Truncated ? ": missing from record " : ": from record ";
        text += std::to_string(verdict.firstBad) + " on";
    }
    text += verdict.why.empty() ? "" : ": " + harmless(verdict.why);
    text += '\n';
    if (verdict.records > 0) {
        text += "  " + std::to_string(verdict.records) + " sound records in " + std::to_string(verdict.segments)
            + " whole segments, the last " + wordsFor(verdict.log, verdict.records, verdict.head) + '\n';
    }
    if (verdict.judgement == Judgement::Good) {
        text += verdict.provenFrom == 0
            ? "  only the chain was checked: whoever can write here could have made all of it anew; a key shows that\n"
            : "  written with its keys from record " + std::to_string(verdict.provenFrom) + " on\n";
        text += question.anchors.empty()
            ? "  whether its end was cut off or an old copy put back: an anchor shows that, none was given\n"
            : "  all " + std::to_string(question.anchors.size()) + " anchors are in it\n";
        text += isExtension ? "  it extends the older head\n" : "";
        text += verdict.wordsAt > 0 ? "  the words are those of record " + std::to_string(verdict.wordsAt) + '\n' : "";
        text += verdict.tornBytes > 0
            ? "  a write of " + std::to_string(verdict.tornBytes) + " bytes at the end was cut off, as a crash does\n"
            : "";
        text += verdict.isClosed ? "" : "  it is not closed: the program runs, or it did not end in order\n";
    }
    for (const auto& name : found.foreign) {
        text += "  not part of the record: " + harmless(name) + '\n';
    }
    return text;
}

} // namespace

std::string helpText()
{
    return "omnitrade-audit-verify DIR [--anchor FILE]... [--extends FILE]... [--key FILE | --key-fd N]\n"
           "                       [--words \"five short words\"] [--json]\n"
           "\n"
           "Checks an audit record offline, without the program that wrote it. DIR is a profile or its folder audit.\n"
           "  --anchor FILE    the record must hold this anchor; again for more of them\n"
           "  --extends FILE   proves that the record goes on from this older anchor\n"
           "  --key FILE       the verify key of the record's beginning, or of a later segment; --key-fd N reads it\n"
           "                   from an open descriptor\n"
           "  --words WORDS    the record must hold a head with these words\n"
           "Ends with 0 good, 1 tampered (the first bad record is named), 2 unreadable, 3 truncated against an "
           "anchor.\n";
}

Answer answerTo(const std::vector<std::string>& words)
{
    if (std::ranges::find(words, "--help") != words.end()) {
        return {0, helpText(), {}};
    }
    Wish wish;
    Question question;
    std::string fault = startProofs() ? readWish(words, wish) : "libsodium does not start";
    if (fault.empty()) {
        fault = readQuestion(wish, question);
    }
    if (!fault.empty()) {
        const bool asJson = std::ranges::find(words, "--json") != words.end();
        return {2, asJson ? "{\"verdict\":\"unreadable\",\"why\":\"" + harmless(fault) + "\"}\n" : "",
                "omnitrade-audit-verify: " + fault + '\n'};
    }
    const auto found = checkFolder(wish.folder, question);
    const bool isExtension = !wish.olderHeads.empty();
    return {static_cast<int>(found.verdict.judgement),
            wish.asJson ? jsonOf(found, question, isExtension) : wordsOf(found, question, isExtension),
            {}};
}

} // namespace omni::audit_verify
