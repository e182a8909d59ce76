#include "ui/widgets/outside_text.h"

#include <QStringList>
#include <QTextDocument>

#include <algorithm>

namespace omni::ui {

namespace {

/// A word without an end breaks no line and pushes out of sight what is said behind it.
QString withShortWords(const QString& text)
{
    constexpr qsizetype longest = 80, head = 48, tail = 16;
    QStringList words = text.split(QLatin1Char(' '));
    for (QString& word : words) {
        if (word.size() > longest) {
            word = word.left(head) + QChar(u'…') + word.right(tail);
        }
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

QString outsideText(std::string_view utf8, int most)
{
    // Enough for what is said behind a word that is cut; a character has at most four bytes.
    constexpr std::size_t longest = 64 * 1024;
    const auto enough = std::max(static_cast<std::size_t>(most) * 4 + 4, longest);
    return outsideText(QString::fromUtf8(utf8.data(), static_cast<qsizetype>(std::min(utf8.size(), enough))), most);
}

QString outsideText(const QString& raw, int most)
{
    QString shown;
    shown.reserve(raw.size());
    for (const QChar c : raw) {
        const bool turns = (c.unicode() >= 0x202A && c.unicode() <= 0x202E)
            || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069) || c.unicode() == 0x200E || c.unicode() == 0x200F
            || c.unicode() == 0x061C;
        shown.append(turns || !c.isPrint() ? QChar(u' ') : c);
    }
    shown = withShortWords(shown.simplified());
    if (shown.size() > most) {
        shown.truncate(most - 1);
        if (!shown.isEmpty() && shown.back().isHighSurrogate()) {
            shown.chop(1);
        }
        shown.append(u'…');
    }
    return shown;
}

QString withoutTurns(QString text)
{
    const auto turns = [](QChar c) {
        const char16_t code = c.unicode();
        const bool isControl = (code < 0x20 && code != u'\n' && code != u'\t') || (code >= 0x7F && code < 0xA0);
        return isControl || (code >= 0x202A && code <= 0x202E);
    };
    if (std::any_of(text.cbegin(), text.cend(), turns)) {
        std::replace_if(text.begin(), text.end(), turns, QChar(u' '));
    }
    return text;
}

QString tipText(const QString& text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal) : text;
}

} // namespace omni::ui
