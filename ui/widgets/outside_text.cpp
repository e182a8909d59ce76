#include "ui/widgets/outside_text.h"

#include <algorithm>

namespace omni::ui {

QString outsideText(std::string_view utf8, int most)
{
    // A character has at most four bytes: more than these are cut anyway.
    const auto enough = static_cast<std::size_t>(most) * 4 + 4;
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
    shown = shown.simplified();
    if (shown.size() > most) {
        shown.truncate(most - 1);
        if (!shown.isEmpty() && shown.back().isHighSurrogate()) {
            shown.chop(1);
        }
        shown.append(u'…');
    }
    return shown;
}

} // namespace omni::ui
