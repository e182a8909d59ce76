#include "tests/support/pseudo_locale/pseudo_locale.h"

namespace omni::testing {

namespace {

const QString plain = QStringLiteral("aceinorsuyzACEINORSUYZ");
const QString accented = QString::fromUtf8("áčéíñóřšúýžÁČÉÍÑÓŘŠÚÝŽ");

} // namespace

QString PseudoLocale::translate(const char*, const char* source, const char*, int n) const
{
    QString text = QString::fromUtf8(source);
    text = pseudo(text);
    if (n >= 0) {
        text.replace(QStringLiteral("%n"), QString::number(n));
    }
    return text;
}

QString MirroredLocale::translate(const char*, const char* source, const char*, int n) const
{
    QString text = QChar(0x200f) + QString::fromUtf8(source);
    if (n >= 0) {
        text.replace(QStringLiteral("%n"), QString::number(n));
    }
    return text;
}

QString PseudoLocale::pseudo(const QString& text)
{
    QString out;
    int letters = 0;
    bool isPlaceholder = false;
    int tag = 0;
    for (const QChar c : text) {
        tag += c == QLatin1Char('<') ? 1 : 0;
        const auto place = tag == 0 && !isPlaceholder ? plain.indexOf(c) : -1;
        letters += c.isLetter() ? 1 : 0;
        out += place >= 0 ? accented[place] : c;
        tag -= c == QLatin1Char('>') && tag > 0 ? 1 : 0;
        isPlaceholder = c == QLatin1Char('%') || (isPlaceholder && c == QLatin1Char('L'));
    }
    if (letters == 0) {
        return text;
    }
    return QLatin1Char('[') + out + QString((letters * 2 + 4) / 5, QLatin1Char('~')) + QLatin1Char(']');
}

bool PseudoLocale::isTranslated(const QString& text)
{
    int letters = 0;
    for (const QChar c : text) {
        letters += c.isLetter() ? 1 : 0;
    }
    return letters <= 1 || text.contains(QLatin1String("~]"));
}

} // namespace omni::testing
