#include "ui/commands/fuzzy.h"

#include <algorithm>
#include <vector>

namespace omni::ui {

namespace {

constexpr int none = -1'000'000;
constexpr int wordStart = 12;
constexpr int neighbour = 8;
constexpr int letter = 1;

bool startsWord(QStringView text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber() || (text[at].isUpper() && text[at - 1].isLower());
}

QString withoutBlanks(QStringView typed)
{
    QString letters;
    for (const QChar one : typed.left(64)) {
        if (!one.isSpace()) {
            letters.append(one.toCaseFolded());
        }
    }
    return letters;
}

} // namespace

// The best sum over all ways to find the letters in order: `best[j]` is that of the letters so far with the last one
// at j. Texts are short (a command, a symbol), so the square of their length is nothing.
std::optional<int> fitOf(QStringView typed, QStringView whole)
{
    const QString letters = withoutBlanks(typed);
    const QStringView text = whole.left(128);
    if (letters.isEmpty()) {
        return 0;
    }
    const auto width = static_cast<std::size_t>(text.size());
    std::vector<int> best(width, none), before;
    for (qsizetype i = 0; i < letters.size(); ++i) {
        before.swap(best);
        best.assign(width, none);
        int reachable = i == 0 ? 0 : none;
        for (std::size_t j = 0; j < width; ++j) {
            const auto at = static_cast<qsizetype>(j);
            if (i > 0 && j > 0) {
                reachable = std::max(reachable, before[j - 1]);
            }
            if (text[at].toCaseFolded() != letters[i] || reachable == none) {
                continue;
            }
            best[j] = reachable + letter + (startsWord(text, at) ? wordStart : 0);
            if (i > 0 && j > 0 && before[j - 1] != none) {
                best[j]
                    = std::max(best[j], before[j - 1] + letter + neighbour + (startsWord(text, at) ? wordStart : 0));
            }
        }
    }
    const int found = best.empty() ? none : *std::max_element(best.begin(), best.end());
    if (found == none) {
        return std::nullopt;
    }
    return found * 128 - static_cast<int>(text.size());
}

QString plainText(QString menuText)
{
    QString plain;
    for (qsizetype i = 0; i < menuText.size(); ++i) {
        if (menuText[i] == u'&' && ++i == menuText.size()) { // a mark of its own; two of them are one sign
            break;
        }
        plain.append(menuText[i]);
    }
    return plain;
}

} // namespace omni::ui
